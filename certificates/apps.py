"""The app's registration with Django."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Register the app."""

    name = "certificates"
