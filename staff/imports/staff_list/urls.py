"""The addresses of staff lists."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.imports import queries
from staff.imports.models import ImportDecision, RosterImport
from staff.people.looks import behind, noted

from . import views

urlpatterns = [
    path("staff-lists/", views.roster_list, name="roster_list"),
    path("staff-lists/upload/", views.upload_roster, name="upload_roster"),
    path("staff-lists/<int:pk>/", views.roster_detail, name="roster_detail"),
    path("staff-lists/<int:pk>/errors.xlsx", views.roster_errors, name="roster_errors"),
    path("staff-lists/cells/", views.decision_list, name="decision_list"),
    path("staff-lists/cells/<int:pk>/", views.decision_detail, name="decision_detail"),
    *acts_of(
        RosterImport,
        "staff-lists",
        queries.rosters_for,
        page="roster_detail",
        shows="staff/imports/staff_list/_roster.html",
    ),
    *noted(
        behind(ImportDecision, "person_id"),
        acts_of(
            ImportDecision,
            "staff-lists/cells",
            queries.decisions_for,
            page="decision_detail",
            shows="staff/imports/staff_list/_decision.html",
        ),
    ),
]
