"""The app's registration with Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Register the app."""

    name = "staff"
