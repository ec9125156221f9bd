"""All that can happen to a programme and to a course run."""

from itertools import takewhile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import permissions, queries, signals
from .models import CourseRun, Programme, Protocol

State, RunState = Programme.State, CourseRun.State


@step(Programme, sources=[State.DRAFT, State.RETURNED], target=State.SUBMITTED, permission=permissions.submit_programme)
def submit_programme(programme: Programme, *, by: Any) -> None:
    """Hand a programme to the methodological council with its full documents; its syllabus must add up to its hours.

    Clauses 1.6, 5.6b.
    """
    _check_documents(programme)
    total = sum(topic.hours for topic in programme.topics.all())
    if total != programme.hours:
        facts = {"total": total, "hours": programme.hours}
        raise ValidationError(_("The syllabus adds up to %(total)s hours, the programme has %(hours)s.") % facts)


def _check_documents(programme: Programme) -> None:
    """Refuse a programme whose documents are not full. Clause 1.6."""
    missing = queries.missing_documents(programme)
    if missing:
        raise ValidationError(
            _("The documents are not full (clause 1.6). Missing: %(kinds)s.") % {"kinds": ", ".join(missing)}
        )


@step(Programme, sources=[State.SUBMITTED], target=State.RETURNED, permission=permissions.return_programme)
def return_programme(programme: Programme, *, by: Any, reason: str) -> None:
    """Return a programme for mending. Clause 1.6."""


@step(Programme, sources=[State.SUBMITTED], target=State.PERMITTED, permission=permissions.permit_programme)
def permit_programme(programme: Programme, *, by: Any, protocol: Protocol) -> None:
    """Permit a programme by the decision of a council with a quorum, and freeze its full documents. Clause 1.6."""
    _check_documents(programme)
    if not protocol.has_quorum:
        raise ValidationError(_("There was no quorum: more than half of the members must be present."))
    programme.protocol = protocol
    programme.materials.update(frozen_on=protocol.held_on)


@step(Programme, sources=[State.SUBMITTED], target=State.REFUSED, permission=permissions.refuse_programme)
def refuse_programme(programme: Programme, *, by: Any, reason: str) -> None:
    """Refuse a programme by the council's decision. Clause 1.6."""


@step(Programme, sources=[State.PERMITTED], target=State.APPROVED, permission=permissions.approve_programme)
def approve_programme(programme: Programme, *, by: Any) -> None:
    """Approve a programme that the council has permitted: it enters the catalogue. Clauses 5.1, 5.2."""
    programme.approved_on = today()


@step(Programme, sources=[State.APPROVED], target=State.ARCHIVED, permission=permissions.archive_programme)
def archive_programme(programme: Programme, *, by: Any, reason: str) -> None:
    """Take a programme out of the catalogue; runs under way go on. Clause 5.2."""


@step(CourseRun, sources=[RunState.PLANNED], target=RunState.OPEN, permission=permissions.conduct_run)
def open_run(run: CourseRun, *, by: Any) -> None:
    """Open a run for applications; only an approved programme is run. Clauses 1.6, 5.1, 5.4."""
    if run.programme.state != State.APPROVED:
        raise ValidationError(
            _("Only a programme permitted by the council and approved by the vice-rector is run (clauses 1.6, 5.1).")
        )
    if run.apply_until < today():
        raise ValidationError(_("The time for applications is over: change its dates first."))


@step(CourseRun, sources=[RunState.OPEN], target=RunState.CLOSED, permission=permissions.conduct_run)
def close_run(run: CourseRun, *, by: Any) -> Afterwards:
    """Close the applications; the ranking follows. Clause 5.4."""
    return lambda: signals.run_closed.send(sender=CourseRun, run=run, by=by)


@step(CourseRun, sources=[RunState.CLOSED], target=RunState.SELECTED, permission=permissions.conduct_run)
def select_run(run: CourseRun, *, by: Any) -> None:
    """Note that the run's list is approved. Clause 6.1."""


@step(CourseRun, sources=[RunState.SELECTED], target=RunState.RUNNING, permission=permissions.conduct_run)
def start_run(run: CourseRun, *, by: Any) -> None:
    """Begin the classes on their first day, once the rector's order has enrolled the participants. Clause 5.1."""
    if today() < run.starts_on:
        raise ValidationError(_("The course begins on %(day)s.") % {"day": short_date(run.starts_on)})


@step(CourseRun, sources=[RunState.RUNNING], target=RunState.ATTESTATION, permission=permissions.conduct_run)
def begin_attestation(run: CourseRun, *, by: Any) -> None:
    """End the classes, not before their last day: the final attestation follows. Clause 5.7."""
    if today() < run.ends_on:
        day = {"day": short_date(run.ends_on)}
        raise ValidationError(
            _("The course lasts until %(day)s: the attestation begins on its last day or later.") % day
        )


@step(CourseRun, sources=[RunState.ATTESTATION], target=RunState.COMPLETED, permission=permissions.conduct_run)
def complete_run(run: CourseRun, *, by: Any) -> None:
    """End the run with its certificates issued. Clause 5.7."""


BEFORE_ATTESTATION = list(takewhile(lambda state: state != RunState.ATTESTATION, RunState))


@step(CourseRun, sources=BEFORE_ATTESTATION, target=RunState.CANCELLED, permission=permissions.conduct_run)
def cancel_run(run: CourseRun, *, by: Any, reason: str) -> Afterwards:
    """Cancel a run with a reason; everyone is told. Clause 5.1."""
    run.cancel_reason = reason
    return lambda: signals.run_cancelled.send(sender=CourseRun, run=run, by=by, reason=reason)


history.name_acts(
    {
        "submit_programme": gettext_lazy("submitted to the council"),
        "return_programme": gettext_lazy("returned for mending"),
        "permit_programme": gettext_lazy("permitted by the council"),
        "refuse_programme": gettext_lazy("refused by the council"),
        "approve_programme": gettext_lazy("approved by the vice-rector"),
        "archive_programme": gettext_lazy("taken out of the catalogue"),
        "import_programmes": gettext_lazy("came with a list of programmes"),
        "plan_run": gettext_lazy("run planned"),
        "edit_run": gettext_lazy("run changed"),
        "add_material": gettext_lazy("document added"),
        "remove_material": gettext_lazy("document removed"),
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
