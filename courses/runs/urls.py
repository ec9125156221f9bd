"""The addresses of the runs and the catalogue."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of

from . import queries, views
from . import transitions as transitions  # declares the acts
from .models import CourseRun

urlpatterns = [
    path("", views.catalogue, name="public_home"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/<int:pk>/", views.programme_page, name="programme_page"),
    path("runs/", views.run_list, name="run_list"),
    path("runs/add/", views.add_run, name="add_run"),
    path("runs/<int:pk>/", views.run_detail, name="run_detail"),
    path("runs/<int:pk>/edit/", views.edit_run, name="edit_run"),
    path("runs/<int:pk>/words/", views.write_words, name="write_words"),
    *acts_of(
        CourseRun,
        "runs",
        queries.runs_for,
        page="run_detail",
        shows="courses/runs/_decided.html",
        context=views.decided,
    ),
]
