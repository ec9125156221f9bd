"""The ground's registration with Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Register the ground and what every database connection needs."""

    name = "ostu_qualification.core"
    label = "core"

    def ready(self) -> None:
        """Register the history of the ground's own records."""
        from auditlog.registry import auditlog

        from . import models
        from .approvals import menu
        from .door import checks  # noqa: F401 - the checks register themselves

        auditlog.register(models.Policy)
        auditlog.register(models.ApprovalRoute)
        auditlog.register(models.User, exclude_fields=["password", "last_login"], mask_fields=["phone", "email"])
        menu.register_entries()
