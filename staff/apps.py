"""The app's registration with Django."""

from importlib import import_module

from django.apps import AppConfig

WITH_ACTS = (
    "people.merging",
    "letters",
    "ledger",
    "cycle.extensions",
    "cycle.policies",
    "privacy",
    "imports.staff_list",
    "imports.past_training",
)


class StaffConfig(AppConfig):
    """Register the app, its history and its menu."""

    name = "staff"

    def ready(self) -> None:
        """Register what is kept in the history, who hears what is announced, and what the menu offers."""
        from ostu_qualification.core.approvals.offices import register_offices

        from .boards import menu as boards_menu
        from .boards import worklist as boards_worklist
        from .cycle import receivers  # noqa: F401 - hears what lower rooms announce
        from .cycle import worklist as cycle_worklist
        from .cycle.extensions import menu as extensions_menu
        from .cycle.policies import menu as policies_menu
        from .deputies import menu as deputies_menu
        from .imports.past_training import menu as past_training_menu
        from .imports.staff_list import menu as staff_list_menu
        from .ledger import menu as ledger_menu
        from .ledger import worklist as ledger_worklist
        from .letters import menu as letters_menu
        from .people.choosing import register_pool
        from .people.merging import menu as merging_menu
        from .people.offices import StaffOffices
        from .privacy import menu as privacy_menu
        from .privacy import worklist as privacy_worklist
        from .units import menu as units_menu
        from .units.organisations import menu as organisations_menu
        from .units.queries import people_to_head

        _keep_history()
        register_pool("heads", people_to_head)
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
        for room in WITH_ACTS:
            import_module(f"staff.{room}.transitions")  # from here on the table of acts has them
        for worklist in (ledger_worklist, boards_worklist, cycle_worklist, privacy_worklist):
            worklist.register_lines()


def _keep_history() -> None:
    """Say of which records every change is kept, and what is masked or left out there."""
    from auditlog.registry import auditlog

    from . import models

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
