"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnrollmentConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "enrollment"

    def ready(self) -> None:
        """Register what is kept in the history, what is answered, and what the menu offers."""
        from auditlog.registry import auditlog

        from ostu_qualification.core.frame import navigation
        from staff.actors import actor

        from . import models, permissions, receivers

        assert receivers
        auditlog.register(models.Application, include_fields=["motivation", "opinion", "opinion_reason", "run"])
        navigation.register(
            _("Applications"), "application_list", "list", "mine", 30, lambda user: actor(user).person is not None
        )
        navigation.register(
            _("Selection lists"),
            "selection_list",
            "list",
            "university",
            24,
            lambda user: bool(permissions.view_selections(user)),
        )
