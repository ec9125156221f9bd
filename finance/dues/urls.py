"""The addresses of the amounts due."""

from django.urls import path

from . import views

urlpatterns = [
    path("dues/", views.due_list, name="due_list"),
]
