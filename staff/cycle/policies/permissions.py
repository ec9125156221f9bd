"""Who sees the numbers of the rules and drafts new ones. Clauses 1.3, 1.4."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind
from staff.people.permissions import READS_EVERYBODY


def view_policies(user: Any, record: Any = None) -> Verdict:
    """The offices see the numbers of the rules. Clause 1.3."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see the policy settings."))


def draft_policy(user: Any, record: Any = None) -> Verdict:
    """An officer of ИИжКББ drafts new numbers, and adopts them once their effect is known. Clauses 1.3, 1.4."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ changes the numbers of the rules."))
