"""Every change of state of a staff list and of the doubts that it left. Clause 1.1."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.who import Who, user_of
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff.imports import permissions, queries
from staff.imports.models import ImportDecision, RosterImport

from . import applying, effects, settling
from .forms import DecisionForm


@step(
    RosterImport,
    sources=[RosterImport.State.PREVIEW],
    target=RosterImport.State.APPLIED,
    permission=permissions.import_roster,
    clause="1.1",
    label=_("Apply the list"),
    past=_("staff list applied"),
    done=_("The list is applied."),
    effects=effects.of_applying,
    waits_for=queries.LISTS_TO_APPLY,
)
def apply_roster(roster: RosterImport, *, by: Who) -> None:
    """Apply a previewed staff list as it compares with what is kept now: all of it or nothing. Clause 1.1."""
    roster.report = {**roster.report, "applied": applying.apply_list(roster, by=by)}
    roster.applied_at = timezone.now()


@step(
    RosterImport,
    sources=[RosterImport.State.PREVIEW],
    target=RosterImport.State.DISCARDED,
    permission=permissions.import_roster,
    label=_("Discard"),
    past=_("staff list discarded"),
    done=_("The list is discarded: nothing of it has come in."),
    effects=effects.of_discarding,
    is_dangerous=True,
)
def discard_roster(roster: RosterImport, *, by: Who) -> None:
    """Throw a previewed staff list away: nothing of it has come in."""


@step(
    ImportDecision,
    sources=[ImportDecision.State.OPEN],
    target=ImportDecision.State.SETTLED,
    permission=permissions.import_roster,
    label=_("Settle"),
    past=_("doubt settled"),
    done=_("The cell is settled."),
    form=DecisionForm,
    effects=effects.of_settling,
    waits_for=queries.CELLS_TO_SETTLE,
    related=("person", "roster"),
)
def settle_decision(decision: ImportDecision, *, by: Who, answer: dict[str, Any]) -> Afterwards:
    """Settle a doubtful cell: its value is entered, or the row that it held back comes in. Clause 1.1."""
    decision.person = settling.carry_out(decision, answer)
    decision.answer = {name: str(value) for name, value in settling.said(answer).items()}
    decision.settled_by, decision.settled_at = user_of(by), timezone.now()
    return lambda: settling.rebuild(decision.person)


@step(
    ImportDecision,
    sources=[ImportDecision.State.OPEN],
    target=ImportDecision.State.DROPPED,
    permission=permissions.import_roster,
    label=_("Leave it aside"),
    past=_("doubt left aside"),
    done=_("The cell is left aside."),
    effects=effects.of_dropping,
)
def drop_decision(decision: ImportDecision, *, by: Who, reason: str) -> None:
    """Leave a doubtful cell aside: nothing is entered for it, and the same doubt is not asked again."""
    decision.answer, decision.settled_by, decision.settled_at = {"dropped": reason}, user_of(by), timezone.now()
