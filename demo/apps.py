"""The demonstration's registration with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Its commands; it has no tables and no pages, and touches no database that has people in it."""

    name = "demo"
