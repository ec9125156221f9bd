"""The addresses of the attestations."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries, views
from . import transitions as transitions  # declares the acts
from .models import Attestation

urlpatterns = [
    path("attestations/", views.attestation_list, name="attestation_list"),
    path("attestations/<int:pk>/", views.attestation_detail, name="attestation_detail"),
    path("attestations/<int:pk>/protocol.pdf", views.attestation_protocol, name="attestation_protocol"),
    *noted(
        behind(Attestation, "results__application__person_id"),
        acts_of(
            Attestation,
            "attestations",
            queries.attestations_for,
            page="attestation_detail",
            shows="certificates/attestation/_decided.html",
            context=views.decided,
        ),
    ),
]
