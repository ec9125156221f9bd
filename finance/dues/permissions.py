"""Who may see what is owed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind


def view_dues(user: Any, record: Any = None) -> Verdict:
    """The money offices, ИИжКББ and the auditor see all dues. Clause 7.3."""
    if actor(user).holds(
        RoleKind.FINANCE_OFFICER,
        RoleKind.ACCOUNTANT,
        RoleKind.OFFICER,
        RoleKind.RECTOR,
        RoleKind.AUDITOR,
        RoleKind.ADMINISTRATOR,
    ):
        return YES
    return no(_("Only the money offices see what others owe."))
