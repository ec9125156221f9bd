"""All that can happen to an application by its applicant, by an order, by the end of the course."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.selection import notices, signals
from enrollment.selection import permissions as selection_permissions
from enrollment.selection.transitions import give_back_place, run_of
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who, user_of
from ostu_qualification.core.workflow.steps import Afterwards, act, step
from staff.models import Person
from staff.people.actors import actor

from . import actions, effects, forms, permissions, queries
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
    clause="5.4",
    past=gettext_lazy("application submitted"),
)
def submit_application(application: Application, *, by: Who) -> None:
    """Submit an application while the window is open; the time of submission decides ties. Clause 5.4.

    The run is held, so that nobody submits while its list is being made.
    """
    if application.run is None:
        raise ValidationError(_("Choose a course first."))
    actions.require_open(application.run)
    if not application.motivation.strip():
        raise ValidationError({"motivation": _("Say in a sentence or two why you want to take part.")})
    application.submitted_at = timezone.now()


@act(
    Application,
    sources=[State.SUBMITTED],
    permission=permissions.give_opinion,
    clause="5.3",
    label=gettext_lazy("Give an opinion"),
    past=gettext_lazy("head's opinion"),
    done=gettext_lazy("The opinion is kept: it stands beside the application."),
    form=forms.OpinionForm,
    effects=effects.of_opinion,
    holds=run_of,
)
def give_opinion(application: Application, *, by: Who, opinion: str, reason: str) -> None:
    """Give the head's opinion on a submitted application; a negative one needs a reason. It is no veto. Clause 5.3.

    The run is held, so that nothing is said while its list is being made.
    """
    application.opinion, application.opinion_reason = opinion, reason
    application.opinion_by = actor(user_of(by)).person
    application.full_clean()
    application.save(update_fields=["opinion", "opinion_reason", "opinion_by"])


@step(
    Application,
    sources=states_of(Standing.WRITING, Standing.ASKING, Standing.PLACED),
    target=State.WITHDRAWN,
    permission=permissions.withdraw_application,
    locks=run_of,
    clause="5.4",
    label=gettext_lazy("Withdraw the application"),
    past=gettext_lazy("application withdrawn"),
    done=gettext_lazy("The application is withdrawn."),
    effects=effects.of_withdrawing,
    is_dangerous=True,
)
def withdraw_application(application: Application, *, by: Who) -> Afterwards:
    """Withdraw an application; a place that was given goes to the next on the waiting list. Clause 5.4."""
    had_place = STANDINGS[State(application.state)] == Standing.PLACED
    return (lambda: give_back_place(application)) if had_place else None


@step(
    Application,
    sources=[State.ALLOCATED],
    target=State.CONFIRMED,
    permission=permissions.confirm_place,
    locks=lambda application: [*person_of(application), *run_of(application)],
    clause="5.4",
    possible=queries.can_be_confirmed,
    label=gettext_lazy("Confirm the place"),
    past=gettext_lazy("place confirmed"),
    done=gettext_lazy("The place is yours: the rector's order enrols you."),
    effects=effects.of_confirming,
)
def confirm_place(application: Application, *, by: Who) -> Afterwards:
    """Confirm an offered place in time, unless another course of one's own is at the same time. Clause 5.4."""
    return lambda: signals.places_changed.send(Application, run=application.run, application=application)


@step(
    Application,
    sources=states_of(Standing.PLACED),
    target=State.DECLINED,
    permission=permissions.decline_place,
    locks=run_of,
    clause="5.4",
    label=gettext_lazy("Decline the place"),
    past=gettext_lazy("place declined"),
    done=gettext_lazy("The place is given back."),
    effects=effects.of_declining,
    is_dangerous=True,
)
def decline_place(application: Application, *, by: Who) -> Afterwards:
    """Decline a place: the next on the waiting list gets it. Clause 5.4."""
    return lambda: give_back_place(application)


@step(
    Application,
    sources=states_of(Standing.WRITING, Standing.ASKING, Standing.PLACED, Standing.STUDYING),
    target=None,
    permission=selection_permissions.allocate,
    past=gettext_lazy("released: the course was cancelled"),
    related=("person", "run__programme"),
)
def release_application(application: Application, *, by: Who, reason: str) -> Afterwards:
    """Let go whoever applied for a course that is not given, or takes part in it, and tell them why. Clauses 5.1, 5.4."""
    return _release([application], reason=reason)


def _release(applications: Sequence[Application], *, reason: str) -> Afterwards:
    told = []
    for each in applications:
        before = STANDINGS[State(each.state)]
        each.state = State.LEFT if before == Standing.STUDYING else State.WITHDRAWN
        if before != Standing.WRITING:
            told.append((each, before == Standing.STUDYING))
    return lambda: notices.tell_cancelled(told, reason)


@release_application.for_many
def _release_many(applications: Sequence[Application], *, by: Who, reason: str) -> Afterwards:
    return _release(applications, reason=reason)


@step(
    Application,
    sources=[State.CONFIRMED],
    target=State.ENROLLED,
    permission=selection_permissions.allocate,
    past=gettext_lazy("enrolled by order"),
)
def enrol(application: Application, *, by: Who) -> None:
    """Enrol by the rector's order. Clause 6.1."""


@step(
    Application,
    sources=[State.SUBMITTED, State.ALLOCATED, State.WAITLISTED],
    target=State.NOT_SELECTED,
    permission=selection_permissions.allocate,
    past=gettext_lazy("ended without a place"),
)
def close_without_place(application: Application, *, by: Who) -> None:
    """End an application that got no place before the order was signed. Clause 5.4."""


@step(
    Application,
    sources=[State.ENROLLED],
    target=State.COMPLETED,
    permission=selection_permissions.allocate,
    past=gettext_lazy("course completed"),
)
def complete_course(application: Application, *, by: Who) -> None:
    """Note that a participant mastered the programme. Clause 5.7."""


@step(
    Application,
    sources=[State.ENROLLED],
    target=State.FAILED,
    permission=selection_permissions.allocate,
    past=gettext_lazy("course not passed"),
)
def fail_course(application: Application, *, by: Who) -> None:
    """Note that a participant did not pass. Clause 5.7."""


history.name_acts({"start_application": gettext_lazy("application begun")})
