"""The addresses of deputies."""

from django.urls import path

from . import views

urlpatterns = [
    path("deputies/", views.deputy_list, name="deputy_list"),
    path("deputies/find/", views.find_deputy, name="find_deputy"),
    path("deputies/lend/<int:pk>/", views.lend_role, name="lend_role"),
    path("deputies/<int:pk>/end/", views.end_delegation, name="end_delegation"),
]
