"""The app's registration with Django."""

from django.apps import AppConfig


class EnrollmentConfig(AppConfig):
    """Register the app."""

    name = "enrollment"
