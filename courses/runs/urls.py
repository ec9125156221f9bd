"""The addresses of the runs and the catalogue."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.catalogue, name="public_home"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/<int:pk>/", views.programme_page, name="programme_page"),
    path("runs/", views.run_list, name="run_list"),
    path("runs/add/", views.add_run, name="add_run"),
    path("runs/<int:pk>/", views.run_detail, name="run_detail"),
    path("runs/<int:pk>/edit/", views.edit_run, name="edit_run"),
    path("runs/<int:pk>/words/", views.write_words, name="write_words"),
    path("runs/<int:pk>/open/", views.open_run, name="open_run"),
    path("runs/<int:pk>/close/", views.close_run, name="close_run"),
    path("runs/<int:pk>/cancel/", views.cancel_run, name="cancel_run"),
]
