"""All that can happen to a course run."""

from itertools import takewhile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.programmes.models import Programme
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import permissions, signals
from .models import CourseRun

State = CourseRun.State


@step(CourseRun, sources=[State.PLANNED], target=State.OPEN, permission=permissions.conduct_run)
def open_run(run: CourseRun, *, by: Any) -> None:
    """Open a run for applications; only an approved programme is run. Clauses 1.6, 5.1, 5.4."""
    if run.programme.state != Programme.State.APPROVED:
        raise ValidationError(
            _("Only a programme permitted by the council and approved by the vice-rector is run (clauses 1.6, 5.1).")
        )
    if run.apply_until < today():
        raise ValidationError(_("The time for applications is over: change its dates first."))


@step(CourseRun, sources=[State.OPEN], target=State.CLOSED, permission=permissions.conduct_run)
def close_run(run: CourseRun, *, by: Any) -> Afterwards:
    """Close the applications; the ranking follows. Clause 5.4."""
    return lambda: signals.run_closed.send(sender=CourseRun, run=run, by=by)


@step(CourseRun, sources=[State.CLOSED], target=State.SELECTED, permission=permissions.conduct_run)
def select_run(run: CourseRun, *, by: Any) -> None:
    """Note that the run's list is approved. Clause 6.1."""


@step(CourseRun, sources=[State.SELECTED], target=State.RUNNING, permission=permissions.conduct_run)
def start_run(run: CourseRun, *, by: Any) -> None:
    """Begin the classes on their first day, once the rector's order has enrolled the participants. Clause 5.1."""
    if today() < run.starts_on:
        raise ValidationError(_("The course begins on %(day)s.") % {"day": short_date(run.starts_on)})


@step(CourseRun, sources=[State.RUNNING], target=State.ATTESTATION, permission=permissions.conduct_run)
def begin_attestation(run: CourseRun, *, by: Any) -> None:
    """End the classes, not before their last day: the final attestation follows. Clause 5.7."""
    if today() < run.ends_on:
        day = {"day": short_date(run.ends_on)}
        raise ValidationError(
            _("The course lasts until %(day)s: the attestation begins on its last day or later.") % day
        )


@step(CourseRun, sources=[State.ATTESTATION], target=State.COMPLETED, permission=permissions.conduct_run)
def complete_run(run: CourseRun, *, by: Any) -> None:
    """End the run with its certificates issued. Clause 5.7."""


BEFORE_ATTESTATION = list(takewhile(lambda state: state != State.ATTESTATION, State))


@step(CourseRun, sources=BEFORE_ATTESTATION, target=State.CANCELLED, permission=permissions.conduct_run)
def cancel_run(run: CourseRun, *, by: Any, reason: str) -> Afterwards:
    """Cancel a run with a reason; everyone is told. Clause 5.1."""
    run.cancel_reason = reason
    return lambda: signals.run_cancelled.send(sender=CourseRun, run=run, by=by, reason=reason)


history.name_acts(
    {
        "plan_run": gettext_lazy("run planned"),
        "edit_run": gettext_lazy("run changed"),
        "write_words": gettext_lazy("words for the papers written"),
        "open_run": gettext_lazy("opened for applications"),
        "close_run": gettext_lazy("applications closed"),
        "select_run": gettext_lazy("list approved"),
        "start_run": gettext_lazy("classes began"),
        "begin_attestation": gettext_lazy("attestation began"),
        "complete_run": gettext_lazy("run completed"),
        "cancel_run": gettext_lazy("run cancelled"),
    }
)
