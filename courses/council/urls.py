"""The addresses of the council's acts."""

from django.urls import path

from . import views

urlpatterns = [
    path("programmes/submit/", views.submit_programmes, name="submit_programmes"),
    path("programmes/permit/", views.permit_programmes, name="permit_programmes"),
    path("programmes/approve/", views.approve_programmes, name="approve_programmes"),
    path("programmes/<int:pk>/return/", views.return_programme, name="return_programme"),
    path("programmes/<int:pk>/refuse/", views.refuse_programme, name="refuse_programme"),
    path("programmes/<int:pk>/archive/", views.archive_programme, name="archive_programme"),
]
