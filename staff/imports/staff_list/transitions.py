"""Every change of state of a staff list and of the doubts that it left. Clause 1.1."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff.imports import permissions
from staff.imports.models import ImportDecision, RosterImport

from . import applying, settling


@step(
    RosterImport,
    sources=[RosterImport.State.PREVIEW],
    target=RosterImport.State.DISCARDED,
    permission=permissions.import_roster,
)
def discard_roster(roster: RosterImport, *, by: Any) -> None:
    """Throw a previewed staff list away: nothing of it has come in."""


@step(
    RosterImport,
    sources=[RosterImport.State.PREVIEW],
    target=RosterImport.State.APPLIED,
    permission=permissions.import_roster,
)
def apply_roster(roster: RosterImport, *, by: Any) -> None:
    """Apply a previewed staff list as it compares with what is kept now: all of it or nothing. Clause 1.1."""
    roster.report = {**roster.report, "applied": applying.apply_list(roster, by=by)}
    roster.applied_at = timezone.now()


@step(
    ImportDecision,
    sources=[ImportDecision.State.OPEN],
    target=ImportDecision.State.SETTLED,
    permission=permissions.import_roster,
)
def settle_decision(decision: ImportDecision, *, by: Any, answer: dict[str, Any]) -> Afterwards:
    """Settle a doubtful cell: its value is entered, or the row that it held back comes in. Clause 1.1."""
    decision.person = settling.carry_out(decision, answer)
    decision.answer = {name: str(value) for name, value in settling.said(answer).items()}
    decision.settled_by, decision.settled_at = by, timezone.now()
    return lambda: settling.rebuild(decision.person)


@step(
    ImportDecision,
    sources=[ImportDecision.State.OPEN],
    target=ImportDecision.State.DROPPED,
    permission=permissions.import_roster,
)
def drop_decision(decision: ImportDecision, *, by: Any, reason: str) -> None:
    """Leave a doubtful cell aside: nothing is entered for it, and the same doubt is not asked again."""
    decision.answer, decision.settled_by, decision.settled_at = {"dropped": reason}, by, timezone.now()


history.name_acts(
    {
        "apply_roster": _("staff list applied"),
        "discard_roster": _("staff list discarded"),
        "settle_decision": _("doubt settled"),
        "drop_decision": _("doubt left aside"),
    }
)
