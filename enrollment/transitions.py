"""All that can happen to an application and to a selection list."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import transitions as course_steps
from courses.models import CourseRun
from ostu_qualification.core import history
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.workflow import Afterwards, WrongState, step

from . import actions, notices, permissions, queries
from .models import Application, SelectionEntry, SelectionList

State, ListState, Outcome = Application.State, SelectionList.State, SelectionEntry.Outcome
BEFORE_THE_ORDER = [State.SUBMITTED, State.ALLOCATED, State.WAITLISTED, State.CONFIRMED]


@step(Application, sources=[State.DRAFT], target=State.SUBMITTED, permission=permissions.submit_application)
def submit_application(application: Application, *, by: Any) -> None:
    """Submit an application while the window is open; the time of submission decides ties. Clause 5.4."""
    run = application.run
    if run is None or run.state != CourseRun.State.OPEN or not run.apply_from <= today() <= run.apply_until:
        raise ValidationError(_("Applications for this course are closed. Choose another one."))
    if not application.motivation.strip():
        raise ValidationError({"motivation": _("Say in a sentence or two why you want to take part.")})
    application.submitted_at = timezone.now()


@step(
    Application,
    sources=[State.DRAFT, *BEFORE_THE_ORDER],
    target=State.WITHDRAWN,
    permission=permissions.withdraw_application,
)
def withdraw_application(application: Application, *, by: Any) -> Afterwards:
    """Withdraw an application; a place that was given goes to the next on the waiting list. Clause 5.4."""
    had_place = application.state in (State.ALLOCATED, State.CONFIRMED)
    return (lambda: promote_waiting(application.run)) if had_place else None


@step(SelectionList, sources=[ListState.DRAFT], target=ListState.APPROVED, permission=permissions.approve_selection)
def approve_selection(selection: SelectionList, *, by: Any) -> Afterwards:
    """Approve a run's list: places are offered above the cut, the others wait. Clauses 5.4, 6.1.

    Before anything is written an independent look at the list makes sure that nobody is below someone with fewer points
    except by a move with a reason, and that the places are not exceeded.
    """
    entries = list(queries.entries_of(selection))
    problem = problem_of(selection, entries)
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


def problem_of(selection: SelectionList, entries: list[SelectionEntry]) -> str:
    """What is wrong with a list, in words; empty when it may be approved. Clause 5.4."""
    places = sum(1 for each in entries if each.outcome == Outcome.PLACE)
    if places > selection.run.capacity:
        return _("The list gives %(places)s places, the run has %(capacity)s.") % {
            "places": places,
            "capacity": selection.run.capacity,
        }
    unmoved = [each for each in entries if not each.moved_reason]
    for before, after in pairwise(unmoved):
        if before.points < after.points:
            return _("Line %(position)s has more points than a line above it and was not moved.") % {
                "position": after.position
            }
    if [each.position for each in entries] != list(range(1, len(entries) + 1)):
        return _("The lines of the list are not numbered without gaps.")
    return ""


@step(Application, sources=[State.SUBMITTED, State.WAITLISTED], target=State.ALLOCATED, permission=permissions.allocate)
def allocate_place(application: Application, *, by: Any) -> None:
    """Offer a place, to be confirmed in time. Clause 5.4."""


@step(Application, sources=[State.SUBMITTED], target=State.WAITLISTED, permission=permissions.allocate)
def put_on_waiting_list(application: Application, *, by: Any) -> None:
    """Put on the waiting list in the order of the points. Clause 5.4."""


@step(Application, sources=[State.ALLOCATED], target=State.CONFIRMED, permission=permissions.confirm_place)
def confirm_place(application: Application, *, by: Any) -> None:
    """Confirm an offered place, unless another course of one's own is at the same time. Clause 5.4."""
    actions.lock_person(application.person_id)
    if queries.with_overlap(application).exists():
        raise ValidationError(_("You have a place in another course at the same time. Decline one of the two."))


@step(
    Application, sources=[State.ALLOCATED, State.CONFIRMED], target=State.DECLINED, permission=permissions.decline_place
)
def decline_place(application: Application, *, by: Any) -> Afterwards:
    """Decline a place, or let its offer run out: the next on the waiting list gets it. Clause 5.4."""
    return lambda: promote_waiting(application.run)


@step(Application, sources=[State.CONFIRMED], target=State.ENROLLED, permission=permissions.allocate)
def enrol(application: Application, *, by: Any) -> None:
    """Enrol by the rector's order. Clause 6.1."""


@step(
    Application,
    sources=[State.SUBMITTED, State.ALLOCATED, State.WAITLISTED],
    target=State.NOT_SELECTED,
    permission=permissions.allocate,
)
def close_without_place(application: Application, *, by: Any) -> None:
    """End an application that got no place before the order was signed. Clause 5.4."""


@step(Application, sources=[State.ENROLLED], target=State.COMPLETED, permission=permissions.allocate)
def complete_course(application: Application, *, by: Any) -> None:
    """Note that a participant mastered the programme. Clause 5.7."""


@step(Application, sources=[State.ENROLLED], target=State.FAILED, permission=permissions.allocate)
def fail_course(application: Application, *, by: Any) -> None:
    """Note that a participant did not pass. Clause 5.7."""


@step(SelectionList, sources=[ListState.APPROVED], target=ListState.ORDERED, permission=permissions.approve_selection)
def order_selection(selection: SelectionList, *, by: Any) -> None:
    """Note that the rector has ordered the list. Clause 6.1."""


def promote_waiting(run: CourseRun | None) -> int:
    """Give free places to the waiting list in its order; returns how many. Clause 5.4.

    The run is locked, so that two withdrawals at once never give one place twice.
    """
    if run is None:
        return 0
    run = CourseRun.objects.select_for_update().get(pk=run.pk)
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
        "start_application": gettext_lazy("application begun"),
        "submit_application": gettext_lazy("application submitted"),
        "withdraw_application": gettext_lazy("application withdrawn"),
        "give_opinion": gettext_lazy("head's opinion"),
        "rank_run": gettext_lazy("list ranked"),
        "move_entry": gettext_lazy("moved on the list"),
        "approve_selection": gettext_lazy("list approved"),
        "order_selection": gettext_lazy("list ordered"),
        "allocate_place": gettext_lazy("place offered"),
        "put_on_waiting_list": gettext_lazy("put on the waiting list"),
        "confirm_place": gettext_lazy("place confirmed"),
        "decline_place": gettext_lazy("place declined"),
        "enrol": gettext_lazy("enrolled by order"),
        "close_without_place": gettext_lazy("ended without a place"),
        "complete_course": gettext_lazy("course completed"),
        "fail_course": gettext_lazy("course not passed"),
    }
)
