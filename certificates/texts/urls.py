"""The addresses of the legal grounds."""

from django.urls import path

from . import views

urlpatterns = [
    path("legal-grounds/", views.ground_list, name="ground_list"),
    path("legal-grounds/add/", views.add_ground, name="add_ground"),
    path("legal-grounds/<int:pk>/edit/", views.edit_ground, name="edit_ground"),
]
