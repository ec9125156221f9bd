"""The app's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "courses"

    def ready(self) -> None:
        """Register what is kept in the history, what is answered, and what the menu offers."""
        from auditlog.registry import auditlog

        from . import models
        from .programmes import menu as programmes_menu
        from .runs import menu as runs_menu

        for name in ("council.receivers", "runs.receivers"):
            import_module(f"{self.name}.{name}")
        auditlog.register(models.Programme, exclude_fields=["folded", "state"])
        auditlog.register(models.CourseRun, exclude_fields=["state"])
        for menu in (programmes_menu, runs_menu):
            menu.register_entries()
