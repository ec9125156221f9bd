"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "courses"

    def ready(self) -> None:
        """Register what is kept in the history, what is answered, and what the menu offers."""
        from auditlog.registry import auditlog

        from ostu_qualification.core.frame import navigation

        from . import models, permissions, receivers

        assert receivers
        auditlog.register(models.Programme, exclude_fields=["folded", "state"])
        auditlog.register(models.CourseRun, exclude_fields=["state"])
        navigation.register(
            _("Programmes"),
            "programme_list",
            "book",
            "university",
            20,
            lambda user: bool(permissions.view_programmes(user)),
        )
        navigation.register(
            _("Course runs"), "run_list", "calendar", "university", 22, lambda user: bool(permissions.view_runs(user))
        )
