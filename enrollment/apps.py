"""The app's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class EnrollmentConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "enrollment"

    def ready(self) -> None:
        """Register what is kept in the history, what is answered, and what the menu offers."""
        from auditlog.registry import auditlog

        from . import models
        from .applications import menu as applications_menu
        from .applications import worklist as applications_worklist
        from .selection import menu as selection_menu

        for name in ("selection.receivers", "applications.receivers"):
            import_module(f"{self.name}.{name}")
        auditlog.register(models.Application, include_fields=["motivation", "opinion", "opinion_reason", "run"])
        for menu in (selection_menu, applications_menu):
            menu.register_entries()
        for worklist in (applications_worklist,):
            worklist.register_lines()
