"""All that can happen to a selection list, and to an application through it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import CourseRun
from courses.runs import transitions as course_steps
from courses.runs.permissions import can_begin
from enrollment.applications.models import Application
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import Afterwards, WrongState, step

from . import actions, notices, permissions, queries, second_look, signals
from .models import SelectionEntry, SelectionList

State, ListState, Outcome = Application.State, SelectionList.State, SelectionEntry.Outcome


def run_of(record: Application | SelectionList) -> list[Model]:
    """The run that an application or a list is for: whoever changes its places has it to themselves."""
    return [CourseRun(pk=record.run_id)] if record.run_id else []


@step(
    SelectionList,
    sources=[ListState.DRAFT],
    target=ListState.APPROVED,
    permission=permissions.approve_selection,
    locks=run_of,
)
def approve_selection(selection: SelectionList, *, by: Any) -> Afterwards:
    """Approve a run's list: places are offered above the cut, the others wait. Clauses 5.4, 6.1.

    Before anything is written the list is looked at once more, independently of the ranking.
    """
    entries = list(queries.entries_of(selection))
    problem = second_look.problem_of(selection, entries)
    if problem:
        raise ValidationError(problem)
    selection.approved_on = today()
    selection.approved_by = getattr(by, "person", None)
    until = actions.offer_until(selection.policy, selection.run)
    for entry in entries:
        if entry.application.state == State.SUBMITTED:
            entry.offer_until = until if entry.outcome == Outcome.PLACE else None
    SelectionEntry.objects.bulk_update(entries, ["offer_until"])

    def afterwards() -> None:
        for entry in entries:
            if entry.application.state == State.SUBMITTED:
                (allocate_place if entry.outcome == Outcome.PLACE else put_on_waiting_list)(entry.application, by=by)
        course_steps.select_run(selection.run, by=by)
        notices.tell_outcomes(selection)
        promote_waiting(selection.run)

    return afterwards


@step(
    Application,
    sources=[State.SUBMITTED, State.WAITLISTED],
    target=State.ALLOCATED,
    permission=permissions.allocate,
)
def allocate_place(application: Application, *, by: Any) -> None:
    """Offer a place, to be confirmed in time. Clause 5.4."""


@step(Application, sources=[State.SUBMITTED], target=State.WAITLISTED, permission=permissions.allocate)
def put_on_waiting_list(application: Application, *, by: Any) -> None:
    """Put on the waiting list in the order of the points. Clause 5.4."""


@step(
    Application,
    sources=[State.ALLOCATED],
    target=State.EXPIRED,
    permission=permissions.allocate,
    locks=run_of,
    due=queries.LAST_DAY_TO_CONFIRM,
)
def expire_offer(application: Application, *, by: Any) -> Afterwards:
    """Let an offer run out that was not confirmed in time: the next on the waiting list gets the place. Clause 5.4."""
    if queries.lapsed_on(application) is None:
        raise ValidationError(_("The offer still holds."))
    return lambda: promote_waiting(application.run)


@step(
    SelectionList,
    sources=[ListState.APPROVED],
    target=ListState.ORDERED,
    permission=permissions.approve_selection,
)
def order_selection(selection: SelectionList, *, by: Any) -> None:
    """Note that the rector has ordered the list. Clause 6.1."""


@step(
    SelectionList,
    sources=[ListState.DRAFT, ListState.APPROVED],
    target=ListState.CANCELLED,
    permission=permissions.allocate,
)
def cancel_selection(selection: SelectionList, *, by: Any, reason: str) -> None:
    """Put the list of a cancelled run aside: nobody approves or orders it any more. Clause 5.1."""


def start_if_due(run: CourseRun, *, by: Who) -> None:
    """Begin the classes of a run whose participants are enrolled, once its first day has come. Clauses 5.1, 6.1."""
    run.refresh_from_db()
    if run.state == CourseRun.State.SELECTED and can_begin(run):
        course_steps.start_run(run, by=by)


def give_back_place(application: Application) -> None:
    """Give a place that somebody had to the waiting list, and let the apps above know. Clause 5.4."""
    promote_waiting(application.run)
    signals.places_changed.send(Application, run=application.run, application=application)


def promote_waiting(run: CourseRun | None) -> int:
    """Give free places to the waiting list in its order; returns how many. Clause 5.4.

    The run is locked, so that two withdrawals at once never give one place twice.
    """
    if run is None:
        return 0
    run = locked(run)
    if run.state not in (CourseRun.State.SELECTED, CourseRun.State.CLOSED):
        return 0
    taken = Application.objects.filter(run=run, state__in=queries.TAKES_A_PLACE).count()
    waiting = SelectionEntry.objects.filter(
        selection__run=run, selection__state=ListState.APPROVED, application__state=State.WAITLISTED
    ).select_related("application__person", "selection__policy", "selection__run__programme")
    free, promoted = run.capacity - taken, 0
    for entry in waiting.order_by("position"):
        if promoted >= free:
            break
        try:
            allocate_place(entry.application, by=None)
        except WrongState:  # withdrawn in this moment
            continue
        entry.outcome, entry.offer_until = Outcome.PLACE, actions.offer_until(Policy.objects.current(), run)
        entry.save(update_fields=["outcome", "offer_until"])
        notices.tell_offer(entry)
        promoted += 1
    return promoted


history.name_acts(
    {
        "rank_run": gettext_lazy("list ranked"),
        "rank_anew": gettext_lazy("list ranked anew"),
        "move_entry": gettext_lazy("moved on the list"),
        "approve_selection": gettext_lazy("list approved"),
        "order_selection": gettext_lazy("list ordered"),
        "allocate_place": gettext_lazy("place offered"),
        "put_on_waiting_list": gettext_lazy("put on the waiting list"),
        "expire_offer": gettext_lazy("offer expired"),
        "cancel_selection": gettext_lazy("list cancelled"),
    }
)
