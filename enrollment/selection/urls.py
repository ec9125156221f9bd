"""The addresses of the selection."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries, views
from . import transitions as transitions  # declares the acts
from .models import SelectionList

urlpatterns = [
    path("lists/", views.selection_list, name="selection_list"),
    path("lists/<int:pk>/", views.selection_detail, name="selection_detail"),
    path("lists/entries/<int:pk>/move/", views.move_entry, name="move_entry"),
    *noted(
        behind(SelectionList, "entries__application__person_id"),
        acts_of(
            SelectionList,
            "lists",
            queries.selections_for,
            page="selection_detail",
            shows="enrollment/selection/_decided.html",
            context=views.decided,
        ),
    ),
]
