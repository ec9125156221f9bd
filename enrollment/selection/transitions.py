"""All that can happen to a selection list, and to an application through it."""

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
from ostu_qualification.core.records.who import SYSTEM, Who, user_of
from ostu_qualification.core.workflow.steps import Afterwards, act, step
from staff.people.actors import actor

from . import actions, effects, notices, permissions, queries, second_look, signals
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
    possible=second_look.can_be_approved,
    clause="6.1",
    label=gettext_lazy("Approve the list"),
    past=gettext_lazy("list approved"),
    done=gettext_lazy("The list is approved: places are offered and everyone is told by letter."),
    effects=effects.of_approving,
    related=("run__programme", "policy"),
    locks=run_of,
    waits_for=queries.TO_APPROVE,
)
def approve_selection(selection: SelectionList, *, by: Who) -> Afterwards:
    """Approve a run's list: places are offered above the cut, the others wait. Clauses 5.4, 6.1.

    Before anything is written the list is looked at once more, independently of the ranking.
    """
    entries = list(queries.entries_of(selection))
    problem = second_look.problem_of(selection, entries)
    if problem:
        raise ValidationError(problem)
    selection.approved_on = today()
    selection.approved_by = actor(user_of(by)).person
    until = queries.offer_until(selection.policy, selection.run)
    asking = [each for each in entries if each.application.state == State.SUBMITTED]
    placed = [each for each in asking if each.outcome == Outcome.PLACE]
    waiting = [each for each in asking if each.outcome != Outcome.PLACE]
    for entry in placed:
        entry.offer_until = until
    SelectionEntry.objects.bulk_update(placed, ["offer_until"])

    def afterwards() -> None:
        allocate_place.many([each.application for each in placed], by=by)
        put_on_waiting_list.many([each.application for each in waiting], by=by)
        course_steps.select_run(selection.run, by=by)
        notices.tell_outcomes(selection.run, placed, waiting, applicants=len(entries))
        promote_waiting(selection.run)

    return afterwards


@act(
    SelectionList,
    sources=[ListState.DRAFT],
    permission=permissions.approve_selection,
    possible=queries.can_be_ranked_anew,
    clause="5.4",
    label=gettext_lazy("Rank anew"),
    past=gettext_lazy("list ranked anew"),
    done=gettext_lazy("Everyone who applied is on the list: look it through and approve it."),
    effects=effects.of_ranking_anew,
    locks=run_of,
)
def rank_anew(selection: SelectionList, *, by: Who, reason: str) -> None:
    """Rank a draft list anew that lacks somebody who applied, by the same lottery; moves are made anew. Clauses 5.4, 6.1."""
    actions.rank(selection)


@step(
    Application,
    sources=[State.SUBMITTED, State.WAITLISTED],
    target=State.ALLOCATED,
    permission=permissions.allocate,
    past=gettext_lazy("place offered"),
)
def allocate_place(application: Application, *, by: Who) -> None:
    """Offer a place, to be confirmed in time. Clause 5.4."""


@step(
    Application,
    sources=[State.SUBMITTED],
    target=State.WAITLISTED,
    permission=permissions.allocate,
    past=gettext_lazy("put on the waiting list"),
)
def put_on_waiting_list(application: Application, *, by: Who) -> None:
    """Put on the waiting list in the order of the points. Clause 5.4."""


@step(
    Application,
    sources=[State.ALLOCATED],
    target=State.EXPIRED,
    permission=permissions.allocate,
    locks=run_of,
    due=queries.LAST_DAY_TO_CONFIRM,
    past=gettext_lazy("offer expired"),
)
def expire_offer(application: Application, *, by: Who) -> Afterwards:
    """Let an offer run out that was not confirmed in time: the next on the waiting list gets the place. Clause 5.4."""
    if queries.lapsed_on(application) is None:
        raise ValidationError(_("The offer still holds."))
    return lambda: promote_waiting(application.run)


@step(
    SelectionList,
    sources=[ListState.APPROVED],
    target=ListState.ORDERED,
    permission=permissions.approve_selection,
    past=gettext_lazy("list ordered"),
)
def order_selection(selection: SelectionList, *, by: Who) -> None:
    """Note that the rector has ordered the list. Clause 6.1."""


@step(
    SelectionList,
    sources=[ListState.DRAFT, ListState.APPROVED],
    target=ListState.CANCELLED,
    permission=permissions.allocate,
    past=gettext_lazy("list cancelled"),
)
def cancel_selection(selection: SelectionList, *, by: Who, reason: str) -> None:
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
    promoted = list(waiting.order_by("position")[: max(run.capacity - taken, 0)])
    if not promoted:
        return 0
    allocate_place.many([each.application for each in promoted], by=SYSTEM)
    until = queries.offer_until(Policy.objects.current(), run)
    for entry in promoted:
        entry.outcome, entry.offer_until = Outcome.PLACE, until
    SelectionEntry.objects.bulk_update(promoted, ["outcome", "offer_until"])
    notices.tell_offers(promoted)
    return len(promoted)


history.name_acts({"rank_run": gettext_lazy("list ranked"), "move_entry": gettext_lazy("moved on the list")})
