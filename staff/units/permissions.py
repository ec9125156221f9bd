"""Who changes units and names their heads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import Unit


def edit_unit(user: Any, unit: Unit | None = None) -> Verdict:
    """HR keeps the tree of units and their heads."""
    if actor(user).holds(RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only the HR officer changes units."))
