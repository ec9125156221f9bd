"""The addresses of people, their posts and roles."""

from django.urls import path

from . import views

urlpatterns = [
    path("people/choose/<slug:pool>/", views.person_choices, name="person_choices"),
    path("people/add/", views.add_person, name="add_person"),
    path("people/<int:pk>/edit/", views.edit_person, name="edit_person"),
    path("people/<int:pk>/post/", views.add_employment, name="add_employment"),
    path("people/<int:pk>/role/", views.give_role, name="give_role"),
    path("posts/<int:pk>/edit/", views.edit_employment, name="edit_employment"),
    path("roles/<int:pk>/end/", views.end_role, name="end_role"),
    path("people/<int:pk>/leave/", views.leave_person, name="leave_person"),
    path("people/<int:pk>/return/", views.return_person, name="return_person"),
]
