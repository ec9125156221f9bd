"""All that can happen to a course run."""

import datetime as dt
from itertools import takewhile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.due import after_day
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import effects, forms, notices, permissions, queries, signals
from .models import CourseRun

State = CourseRun.State


@step(
    CourseRun,
    sources=[State.PLANNED],
    target=State.OPEN,
    permission=permissions.conduct_run,
    possible=permissions.can_be_opened,
    clause="5.4",
    label=_("Open for applications"),
    past=_("opened for applications"),
    done=_("The course stands in the catalogue and can be applied to."),
    effects=effects.of_opening,
    waits_for=queries.TO_OPEN,
)
def open_run(run: CourseRun, *, by: Who) -> None:
    """Open a run for applications; only an approved programme is run. Clauses 1.6, 5.1, 5.4."""


@step(
    CourseRun,
    sources=[State.OPEN],
    target=State.CLOSED,
    permission=permissions.conduct_run,
    clause="5.4",
    label=_("Close the applications"),
    past=_("applications closed"),
    done=_("The applications are closed and ranked: look through the list and approve it."),
    effects=effects.of_closing,
    due=after_day("apply_until"),
)
def close_run(run: CourseRun, *, by: Who) -> Afterwards:
    """Close the applications; the ranking follows. Clause 5.4."""
    return lambda: signals.run_closed.send(sender=CourseRun, run=run, by=by)


@step(
    CourseRun,
    sources=[State.CLOSED],
    target=State.SELECTED,
    permission=permissions.conduct_run,
    past=_("list approved"),
)
def select_run(run: CourseRun, *, by: Who) -> None:
    """Note that the run's list is approved. Clause 6.1."""


@step(
    CourseRun,
    sources=[State.SELECTED],
    target=State.RUNNING,
    permission=permissions.conduct_run,
    possible=permissions.can_begin,
    clause="5.1",
    label=_("Begin the classes"),
    past=_("classes began"),
    done=_("The classes have begun."),
    effects=effects.of_starting,
    due=queries.BEGINNING,
)
def start_run(run: CourseRun, *, by: Who) -> None:
    """Begin the classes on their first day, once the rector's order has enrolled the participants. Clauses 5.1, 6.1."""


@step(
    CourseRun,
    sources=[State.RUNNING],
    target=State.ATTESTATION,
    permission=permissions.conduct_run,
    possible=permissions.classes_are_over,
    past=_("attestation began"),
)
def begin_attestation(run: CourseRun, *, by: Who) -> None:
    """End the classes, not before their last day: the final attestation follows. Clause 5.7."""


@step(
    CourseRun,
    sources=[State.ATTESTATION],
    target=State.COMPLETED,
    permission=permissions.conduct_run,
    past=_("run completed"),
)
def complete_run(run: CourseRun, *, by: Who) -> None:
    """End the run with its certificates issued. Clause 5.7."""


@step(
    CourseRun,
    sources=[State.RUNNING],
    target=State.SUSPENDED,
    permission=permissions.conduct_run,
    clause="5.1",
    label=_("Suspend the course"),
    past=_("course suspended"),
    done=_("The course is suspended; everyone who takes part or teaches is told."),
    effects=effects.of_suspending,
    is_dangerous=True,
)
def suspend_run(run: CourseRun, *, by: Who, reason: str) -> Afterwards:
    """Let a running course rest, with a reason that everyone is told; enrolments and dues stay as they are. Clause 5.1."""
    return lambda: notices.tell_suspended(run, reason)


@step(
    CourseRun,
    sources=[State.SUSPENDED],
    target=State.RUNNING,
    permission=permissions.conduct_run,
    clause="5.1",
    label=_("Go on with the course"),
    past=_("course goes on"),
    done=_("The course goes on; everyone who takes part or teaches is told."),
    form=forms.ResumeForm,
    effects=effects.of_resuming,
    waits_for=queries.TO_RESUME,
)
def resume_run(run: CourseRun, *, by: Who, ends_on: dt.date) -> Afterwards:
    """Go on with a suspended course, until a day that may be later than was planned. Clause 5.1."""
    if ends_on < max(run.ends_on, today()):
        raise ValidationError(
            {"ends_on": gettext("The course cannot end before today or earlier than it was planned.")}
        )
    run.ends_on = ends_on
    return lambda: notices.tell_resumed(run)


BEFORE_ATTESTATION = list(takewhile(lambda state: state != State.ATTESTATION, State))


@step(
    CourseRun,
    sources=BEFORE_ATTESTATION,
    target=State.CANCELLED,
    permission=permissions.conduct_run,
    label=_("Cancel the run"),
    past=_("run cancelled"),
    done=_("The run is cancelled; everyone concerned is told."),
    effects=effects.of_cancelling,
    is_dangerous=True,
)
def cancel_run(run: CourseRun, *, by: Who, reason: str) -> Afterwards:
    """Cancel a run with a reason; everyone is told. Clause 5.1."""
    run.cancel_reason = reason

    def afterwards() -> None:
        signals.run_cancelled.send(sender=CourseRun, run=run, by=by, reason=reason)
        notices.tell_trainers_cancelled(run, reason)

    return afterwards


history.name_acts(
    {
        "plan_run": _("run planned"),
        "edit_run": _("run changed"),
        "write_words": _("words for the papers written"),
    }
)
