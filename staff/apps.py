"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "staff"

    def ready(self) -> None:
        """Register what is kept in the history and what the menu offers."""
        from auditlog.registry import auditlog

        from ostu_qualification.core import navigation

        from . import models, permissions
        from .actors import actor

        auditlog.register(models.Person, mask_fields=["pin", "phone", "email"], exclude_fields=["folded", "sort_key"])
        auditlog.register(models.Unit, exclude_fields=["folded", "sort_key"])
        for model in (models.Employment, models.Pause, models.Role, models.UnitHead, models.Extension, models.TrainingRecord, models.Organisation):
            auditlog.register(model, exclude_fields=["key"] if model is models.TrainingRecord else [])

        def has_person(user: object) -> bool:
            return actor(user).person is not None

        navigation.register(_("My page"), "my_page", "person", "mine", 20, has_person)
        navigation.register(_("My data"), "my_data", "list", "mine", 80, has_person)
        navigation.register(_("Letters"), "letter_list", "letter", "university", 60, lambda user: bool(permissions.view_outbox(user)))
        navigation.register(_("People"), "person_list", "people", "university", 30, lambda user: bool(permissions.view_people(user)))
        navigation.register(_("Training ledger"), "training_list", "book", "university", 35, lambda user: bool(permissions.view_people(user)))
        navigation.register(_("Units"), "unit_list", "unit", "university", 40, has_person)
        navigation.register(_("Staff lists"), "roster_list", "import", "university", 50, lambda user: bool(permissions.import_roster(user)))
        navigation.register(_("Policy settings"), "policy_list", "rules", "university", 90, lambda user: bool(permissions.view_policies(user)))
