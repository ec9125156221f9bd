"""The app's registration with Django."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Register the app."""

    name = "courses"
