"""The app's registration with Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "staff"

    def ready(self) -> None:
        """Register what is kept in the history, who hears what is announced, and what the menu offers."""
        from auditlog.registry import auditlog

        from ostu_qualification.core.approvals.offices import register_offices

        from . import models
        from .boards import menu as boards_menu
        from .cycle import receivers  # noqa: F401 - hears what lower rooms announce
        from .cycle.extensions import menu as extensions_menu
        from .cycle.policies import menu as policies_menu
        from .deputies import menu as deputies_menu
        from .imports.past_training import menu as past_training_menu
        from .imports.staff_list import menu as staff_list_menu
        from .ledger import menu as ledger_menu
        from .letters import menu as letters_menu
        from .people.merging import menu as merging_menu
        from .people.offices import StaffOffices
        from .privacy import menu as privacy_menu
        from .units import menu as units_menu
        from .units.organisations import menu as organisations_menu

        auditlog.register(models.Person, mask_fields=["pin", "phone", "email"], exclude_fields=["folded", "sort_key"])
        auditlog.register(models.Unit, exclude_fields=["folded", "sort_key"])
        for model in (
            models.Employment,
            models.Pause,
            models.Role,
            models.UnitHead,
            models.Delegation,
            models.Extension,
            models.TrainingRecord,
            models.Organisation,
        ):
            auditlog.register(model, exclude_fields=["key"] if model is models.TrainingRecord else [])
        for menu in (
            boards_menu,
            deputies_menu,
            extensions_menu,
            policies_menu,
            past_training_menu,
            staff_list_menu,
            ledger_menu,
            letters_menu,
            merging_menu,
            privacy_menu,
            units_menu,
            organisations_menu,
        ):
            menu.register_entries()
        register_offices(StaffOffices())
