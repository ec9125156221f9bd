"""All that can happen to an application by its applicant, by an order, by the end of the course."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.selection import notices, signals
from enrollment.selection import permissions as selection_permissions
from enrollment.selection import queries as selection_queries
from enrollment.selection.transitions import give_back_place, run_of
from ostu_qualification.core.records import history
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff.models import Person

from . import actions, permissions, queries
from .models import STANDINGS, Application, Standing, states_of

State = Application.State


def person_of(application: Application) -> list[Model]:
    """The person who applies: one's applications bear on each other."""
    return [Person(pk=application.person_id)]


@step(
    Application,
    sources=[State.DRAFT],
    target=State.SUBMITTED,
    permission=permissions.submit_application,
    holds=run_of,
)
def submit_application(application: Application, *, by: Any) -> None:
    """Submit an application while the window is open; the time of submission decides ties. Clause 5.4.

    The run is held, so that nobody submits while its list is being made.
    """
    if application.run is None:
        raise ValidationError(_("Choose a course first."))
    actions.require_open(application.run)
    if not application.motivation.strip():
        raise ValidationError({"motivation": _("Say in a sentence or two why you want to take part.")})
    application.submitted_at = timezone.now()


@step(
    Application,
    sources=states_of(Standing.WRITING, Standing.ASKING, Standing.PLACED),
    target=State.WITHDRAWN,
    permission=permissions.withdraw_application,
    locks=run_of,
)
def withdraw_application(application: Application, *, by: Any) -> Afterwards:
    """Withdraw an application; a place that was given goes to the next on the waiting list. Clause 5.4."""
    had_place = STANDINGS[State(application.state)] == Standing.PLACED
    return (lambda: give_back_place(application)) if had_place else None


@step(
    Application,
    sources=[State.ALLOCATED],
    target=State.CONFIRMED,
    permission=permissions.confirm_place,
    locks=lambda application: [*person_of(application), *run_of(application)],
)
def confirm_place(application: Application, *, by: Any) -> Afterwards:
    """Confirm an offered place in time, unless another course of one's own is at the same time. Clause 5.4.

    Whether the offer still holds is read from its day: the job that ends offers may be late.
    """
    last = selection_queries.lapsed_on(application)
    if last is not None:
        raise ValidationError(_("The place was kept for you until %(day)s.") % {"day": short_date(last)})
    if queries.with_overlap(application).exists():
        raise ValidationError(_("You have a place in another course at the same time. Decline one of the two."))
    return lambda: signals.places_changed.send(Application, run=application.run, application=application)


@step(
    Application,
    sources=states_of(Standing.PLACED),
    target=State.DECLINED,
    permission=permissions.decline_place,
    locks=run_of,
)
def decline_place(application: Application, *, by: Any) -> Afterwards:
    """Decline a place: the next on the waiting list gets it. Clause 5.4."""
    return lambda: give_back_place(application)


@step(
    Application,
    sources=states_of(Standing.WRITING, Standing.ASKING, Standing.PLACED, Standing.STUDYING),
    target=None,
    permission=selection_permissions.allocate,
)
def release_application(application: Application, *, by: Any, reason: str) -> Afterwards:
    """Let go whoever applied for a course that is not given, or takes part in it, and tell them why. Clauses 5.1, 5.4."""
    before = STANDINGS[State(application.state)]
    application.state = State.LEFT if before == Standing.STUDYING else State.WITHDRAWN
    if before == Standing.WRITING:
        return None
    return lambda: notices.tell_cancelled(application, reason, was_enrolled=before == Standing.STUDYING)


@step(Application, sources=[State.CONFIRMED], target=State.ENROLLED, permission=selection_permissions.allocate)
def enrol(application: Application, *, by: Any) -> None:
    """Enrol by the rector's order. Clause 6.1."""


@step(
    Application,
    sources=[State.SUBMITTED, State.ALLOCATED, State.WAITLISTED],
    target=State.NOT_SELECTED,
    permission=selection_permissions.allocate,
)
def close_without_place(application: Application, *, by: Any) -> None:
    """End an application that got no place before the order was signed. Clause 5.4."""


@step(Application, sources=[State.ENROLLED], target=State.COMPLETED, permission=selection_permissions.allocate)
def complete_course(application: Application, *, by: Any) -> None:
    """Note that a participant mastered the programme. Clause 5.7."""


@step(Application, sources=[State.ENROLLED], target=State.FAILED, permission=selection_permissions.allocate)
def fail_course(application: Application, *, by: Any) -> None:
    """Note that a participant did not pass. Clause 5.7."""


history.name_acts(
    {
        "start_application": gettext_lazy("application begun"),
        "submit_application": gettext_lazy("application submitted"),
        "withdraw_application": gettext_lazy("application withdrawn"),
        "give_opinion": gettext_lazy("head's opinion"),
        "confirm_place": gettext_lazy("place confirmed"),
        "decline_place": gettext_lazy("place declined"),
        "release_application": gettext_lazy("released: the course was cancelled"),
        "enrol": gettext_lazy("enrolled by order"),
        "close_without_place": gettext_lazy("ended without a place"),
        "complete_course": gettext_lazy("course completed"),
        "fail_course": gettext_lazy("course not passed"),
    }
)
