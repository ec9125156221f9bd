"""Writes of applications that change no state: drafts, choices, motivations, opinions."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CourseRun
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import held, locked
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import keep
from ostu_qualification.core.words.dates import short_date
from staff.models import Person

from . import permissions
from .models import Application, Choice


@transaction.atomic
def start_application(person: Person, run: CourseRun, *, by: Who) -> Application:
    """Begin an application for an open run, or go on with the one begun; one a person and run. Clause 5.4."""
    permissions.apply(by).require()
    locked(person)
    require_open(held(run))
    known = Application.objects.filter(person=person, run=run).exclude(state__in=Application.OVER).first()
    if known is not None:
        return known
    application = Application.objects.create(person=person, run=run)
    Choice.objects.create(application=application, run=run, rank=1)
    history.record(application, "start_application", by=by)
    return application


def require_open(run: CourseRun) -> None:
    """Refuse whoever comes too early, too late, or for a course that is not given; says when, if that is known. Clause 5.4."""
    if run.state == CourseRun.State.CANCELLED:
        raise ValidationError(_("This course was cancelled. Choose another one."))
    if run.state == CourseRun.State.PLANNED or today() < run.apply_from:
        day = {"day": short_date(run.apply_from)}
        raise ValidationError(_("Applications for this course open on %(day)s.") % day)
    if today() > run.apply_until:
        raise ValidationError(_("Applications closed on %(day)s.") % {"day": short_date(run.apply_until)})
    if run.state != CourseRun.State.OPEN:
        raise ValidationError(_("Applications for this course are closed. Choose another one."))


@transaction.atomic
def choose_run(application: Application, run: CourseRun, *, by: Who) -> None:
    """Change the choice of an application while its window is open; a draft is changed after its window too. Clause 5.4.

    Both runs are held meanwhile, so that no list is made of either.
    """
    locked(application.person)
    runs = {pk: held(CourseRun(pk=pk)) for pk in sorted({run.pk, application.run_id or run.pk})}
    require_open(runs[run.pk])
    if application.run_id == run.pk:
        return
    if application.run_id and locked(application).state == Application.State.SUBMITTED:
        require_open(runs[application.run_id])
    if Application.objects.filter(person=application.person_id, run=run).exclude(state__in=Application.OVER).exists():
        raise ValidationError(_("You have applied for this course already."))
    keep(application, {"run": run}, by=by, permission=permissions.edit_application, check=_require_editable)
    application.choices.all().delete()
    Choice.objects.create(application=application, run=run, rank=1)


@transaction.atomic
def write_motivation(application: Application, motivation: str, *, by: Who) -> None:
    """Write why one wants to take part, while the window is open. Clause 5.4."""
    if application.run is not None:
        require_open(held(application.run))
    permission, fields = permissions.edit_application, {"motivation": motivation}
    keep(application, fields, by=by, permission=permission, check=_require_editable)


def _require_editable(application: Application) -> None:
    if application.state not in (Application.State.DRAFT, Application.State.SUBMITTED):
        raise ValidationError(_("The list has been made: the application can no longer be changed."))
