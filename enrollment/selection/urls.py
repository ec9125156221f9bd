"""The addresses of the selection."""

from django.urls import path

from . import views

urlpatterns = [
    path("lists/", views.selection_list, name="selection_list"),
    path("lists/<int:pk>/", views.selection_detail, name="selection_detail"),
    path("lists/<int:pk>/approve/", views.approve_selection, name="approve_selection"),
    path("lists/<int:pk>/rank/", views.rank_anew, name="rank_anew"),
    path("lists/entries/<int:pk>/move/", views.move_entry, name="move_entry"),
]
