"""The app's registration with Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "staff"

    def ready(self) -> None:
        """Register what is kept in the history and what the menu offers."""
        from auditlog.registry import auditlog

        from . import menu, models

        auditlog.register(models.Person, mask_fields=["pin", "phone", "email"], exclude_fields=["folded", "sort_key"])
        auditlog.register(models.Unit, exclude_fields=["folded", "sort_key"])
        for model in (
            models.Employment,
            models.Pause,
            models.Role,
            models.UnitHead,
            models.Extension,
            models.TrainingRecord,
            models.Organisation,
        ):
            auditlog.register(model, exclude_fields=["key"] if model is models.TrainingRecord else [])
        menu.register_entries()
