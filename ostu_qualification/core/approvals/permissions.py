"""Who may answer for an office, and who sets the routes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no

from .kinds import KINDS
from .models import Approval
from .offices import offices

SETS_ROUTES = "administrator"


def answer(user: Any, approval: Approval) -> Verdict:
    """Whoever holds the office answers for it, or a deputy; never the one who drafted the record."""
    if not offices().holds(user, approval.office):
        return no(_("Only the office that is asked answers."))
    if KINDS[approval.kind].drafter(approval.record) == user.pk:
        return no(_("Nobody endorses what they drafted."))
    return YES


def follows(user: Any, record: Any) -> Verdict:
    """It follows from another act; nobody does it by hand."""
    return no(_("This follows from another act."))


def set_route(user: Any, record: Any = None) -> Verdict:
    """The administrator sets the routes of approval."""
    if offices().holds(user, SETS_ROUTES):
        return YES
    return no(_("Only an administrator sets the routes of approval."))
