"""Who brings in lists. Clauses 4.1, 4.4."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind


def import_roster(user: Any, record: Any = None) -> Verdict:
    """The HR officer brings in the staff list and settles its doubtful cells."""
    if actor(user).holds(RoleKind.HR_OFFICER):
        return YES
    return no(_("Only the HR officer imports staff lists."))


def import_past_training(user: Any, record: Any = None) -> Verdict:
    """An officer of ИИжКББ brings in lists of past training and vouches for them. Clauses 4.1, 4.4."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ imports past training."))
