"""The addresses of the acts on programmes."""

from django.urls import path

from courses.programmes.models import Programme
from courses.programmes.queries import programmes_for
from ostu_qualification.core.frame.act_pages import acts_of

from . import transitions as transitions  # declares the acts
from . import views

urlpatterns = [
    path("programmes/submit/", views.submit_programmes, name="submit_programmes"),
    path("programmes/permit/", views.permit_programmes, name="permit_programmes"),
    path("programmes/approve/", views.approve_programmes, name="approve_programmes"),
    *acts_of(
        Programme,
        "programmes",
        programmes_for,
        page="programme_detail",
        shows="courses/council/_decided.html",
        context=views.decided,
    ),
]
