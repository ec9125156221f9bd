"""The addresses of the register."""

from django.urls import path

from . import views

urlpatterns = [
    path("register/", views.register_list, name="register_list"),
    path("register/checks/", views.inspection_list, name="inspection_list"),
    path("register/register.pdf", views.register_paper, name="register_pdf"),
]
