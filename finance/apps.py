"""The app's registration with Django."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Register the app."""

    name = "finance"
