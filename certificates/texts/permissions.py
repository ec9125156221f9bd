"""Who may change what orders cite."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind


def edit_ground(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ keep the acts that orders cite. Section 2."""
    return (
        YES
        if actor(user).holds(RoleKind.OFFICER)
        else no(_("Only an officer of ИИжКББ changes the acts that orders cite."))
    )
