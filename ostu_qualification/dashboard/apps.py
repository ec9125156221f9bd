"""The roof's registration with Django."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """Register the app."""

    name = "ostu_qualification.dashboard"
