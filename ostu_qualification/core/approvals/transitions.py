"""All that can happen to an approval: asked, endorsed, objected to, no longer needed. A round ends with the last answer needed."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import SYSTEM, Who, user_of
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import permissions, queries
from .forms import EndorseForm, ObjectionForm
from .kinds import KINDS
from .models import Approval, ApprovalRoute

State = Approval.State


def record_of(approval: Approval) -> list[Model]:
    """The record that an answer may move on, and what stands above it."""
    record = approval.record
    return [*KINDS[approval.kind].locks(record), record] if record is not None else []


def ask_offices(record: Any, kind: str, *, without: Collection[str] = ()) -> list[Approval]:
    """Begin a round on the route in force: the offices are asked at once, or the first of them.

    Those in `without` are left out, for nobody could answer for them; but somebody is always asked.
    """
    route = queries.route_on(kind, today())
    named = list(route.offices.all())
    offices = [each for each in named if each.office not in without] or named
    earlier = queries.asked_about(record).last()
    content_type = ContentType.objects.get_for_model(record)
    asked = [
        Approval(
            content_type=content_type,
            object_id=record.pk,
            kind=kind,
            turn=earlier.turn + 1 if earlier else 1,
            position=number,
            office=each.office,
            needed=min(route.needed or len(offices), len(offices)),
            days=route.days,
        )
        for number, each in enumerate(offices, 1)
    ]
    Approval.objects.bulk_create(asked)
    for each in asked[:1] if route.way == ApprovalRoute.Way.IN_TURN else asked:
        ask_office(each, by=SYSTEM)
    return asked


def end_round(record: Model) -> None:
    """Ask nobody any more: the record went back to whoever drafted it. What was answered stays in the history."""
    for each in queries.asked_about(record).filter(state__in=[State.AHEAD, State.WAITING]):
        drop_question(each, by=SYSTEM)


@step(
    Approval,
    sources=[State.AHEAD],
    target=State.WAITING,
    permission=permissions.follows,
    past=_("asked for approval"),
)
def ask_office(approval: Approval, *, by: Who) -> None:
    """Ask an office, which has the days of the route to answer."""
    approval.asked_at = timezone.now()
    approval.due_on = today() + dt.timedelta(days=approval.days)


@step(
    Approval,
    sources=[State.WAITING],
    target=State.ENDORSED,
    permission=permissions.answer,
    label=_("Endorse"),
    past=pgettext_lazy("visa", "endorsed"),
    done=_("You have endorsed the document."),
    form=EndorseForm,
    locks=record_of,
    waits_for=queries.WAITING,
)
def endorse_approval(approval: Approval, *, by: Who, remark: str = "") -> Afterwards:
    """Endorse for one's office; the last endorsement needed ends the round, and what follows from it is one with it."""
    _answered(approval, by, remark)
    return lambda: _go_on(approval)


@step(
    Approval,
    sources=[State.WAITING],
    target=State.OBJECTED,
    permission=permissions.answer,
    label=_("Object"),
    past=_("objected"),
    done=_("The document goes back to whoever drafted it, with your remark."),
    form=ObjectionForm,
    is_dangerous=True,
    locks=record_of,
)
def object_to_approval(approval: Approval, *, by: Who, reason: str) -> Afterwards:
    """Object with a remark: the record goes back to whoever drafted it, and the other offices need not answer."""
    _answered(approval, by, reason)
    return lambda: _give_back(approval, f"{approval}: {reason}")


@step(
    Approval,
    sources=[State.AHEAD, State.WAITING],
    target=State.VOID,
    permission=permissions.follows,
    past=_("no longer asked"),
)
def drop_question(approval: Approval, *, by: Who) -> None:
    """Ask this office no more."""


def _answered(approval: Approval, by: Who, remark: str) -> None:
    approval.answered_at, approval.answered_by, approval.remark = timezone.now(), user_of(by), remark
    history.record(approval.record, "answer_approval", by=by, reason=f"{approval}. {remark}".strip())


def _give_back(approval: Approval, why: str) -> None:
    end_round(approval.record)
    KINDS[approval.kind].on_objection(approval.record, why)


def _go_on(approval: Approval) -> None:
    """Ask the next office in turn, or end the round when enough have endorsed."""
    asked = queries.last_round(approval.record)
    if queries.is_endorsed(asked):
        end_round(approval.record)
        KINDS[approval.kind].on_endorsed(approval.record)
    elif not any(each.state == State.WAITING for each in asked):
        ahead = next((each for each in asked if each.state == State.AHEAD), None)
        if ahead is not None:
            ask_office(ahead, by=SYSTEM)


history.name_acts({"answer_approval": _("visa given")})
