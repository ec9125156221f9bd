"""The addresses of the ledger."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries
from .models import TrainingRecord
from .views import ledger, mobility

urlpatterns = [
    path("my/training/claim/", ledger.claim_training, name="claim_training"),
    path("ledger/", ledger.training_list, name="training_list"),
    path("ledger/<int:pk>/", ledger.training_detail, name="training_detail"),
    path("ledger/<int:pk>/evidence/", ledger.training_evidence, name="training_evidence"),
    path("ledger/recognise/", ledger.recognise_trainings, name="recognise_trainings"),
    path("ledger/<int:pk>/consent/", ledger.transfer_paper, name="transfer_paper"),
    path("ledger/<int:pk>/report/", ledger.training_report, name="training_report"),
    path("ledger/<int:pk>/edit/", ledger.edit_training, name="edit_training"),
    *noted(
        behind(TrainingRecord, "person_id"),
        acts_of(
            TrainingRecord,
            "ledger",
            queries.ledger_for,
            page="training_detail",
            shows="staff/ledger/_training.html",
        ),
    ),
    path("mobility/", mobility.mobility_list, name="mobility_list"),
    path("mobility/person/", mobility.find_traveller, name="find_traveller"),
    path("mobility/person/<int:pk>/", mobility.enter_mobility, name="enter_mobility"),
]
