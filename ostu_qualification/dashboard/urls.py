"""The addresses of the roof."""

from django.urls import path

from . import views

urlpatterns = [
    path("home/", views.home, name="home"),
    path("menu/", views.menu, name="menu"),
]
