"""The addresses of the attestations."""

from django.urls import path

from . import views

urlpatterns = [
    path("runs/<int:pk>/attestation/", views.open_attestation, name="open_attestation"),
    path("attestations/", views.attestation_list, name="attestation_list"),
    path("attestations/<int:pk>/", views.attestation_detail, name="attestation_detail"),
    path("attestations/<int:pk>/results/", views.enter_results, name="enter_results"),
    path("attestations/<int:pk>/close/", views.close_attestation, name="close_attestation"),
    path("attestations/<int:pk>/protocol.pdf", views.attestation_protocol, name="attestation_protocol"),
]
