"""What the menu offers of the attestations."""

from django.utils.translation import gettext_lazy as _

from certificates.offices import READS_ORDERS
from ostu_qualification.core.frame import navigation
from staff.people.actors import actor

from .queries import attestations_for


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Attestations"),
        "attestation_list",
        "done",
        "courses",
        45,
        _on_committee,
        about=_("Final attestations, committees and results."),
    )


def _on_committee(user: object) -> bool:
    """Whether somebody sits on a committee or sees them all."""
    return actor(user).holds(*READS_ORDERS) or attestations_for(user).exists()
