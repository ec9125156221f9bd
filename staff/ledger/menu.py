"""What the menu offers of the ledger."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people import permissions as people_permissions

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Training ledger"),
        "training_list",
        "book",
        "training",
        35,
        lambda user: bool(people_permissions.view_people(user)),
        about=_("Everything learnt, with hours and documents."),
    )
    navigation.register(
        _("Mobility abroad"),
        "mobility_list",
        "book",
        "training",
        37,
        lambda user: bool(permissions.view_mobility(user)),
        about=_("Training abroad and its reports."),
    )
