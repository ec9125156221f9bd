"""The addresses of the applications."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries, views
from . import transitions as transitions  # declares the acts
from .models import Application

urlpatterns = [
    path("apply/<int:pk>/", views.apply, name="apply"),
    path("applications/", views.application_list, name="application_list"),
    path("applications/opinions/", views.give_opinions, name="give_opinions"),
    path("applications/<int:pk>/", views.application_detail, name="application_detail"),
    path("applications/<int:pk>/choice/", views.application_choice, name="application_choice"),
    path("applications/<int:pk>/motivation/", views.application_motivation, name="application_motivation"),
    path("applications/<int:pk>/check/", views.application_check, name="application_check"),
    *noted(
        behind(Application, "person_id"),
        acts_of(
            Application,
            "applications",
            queries.applications_for,
            page="application_detail",
            shows="enrollment/applications/_decided.html",
            context=views.decided,
        ),
    ),
]
