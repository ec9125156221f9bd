"""Writes of the enrolment app that change no state: drafts, opinions, the ranking, moves on a list."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.models import CourseRun
from ostu_qualification.core import history
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.writes import keep
from staff.actors import actor
from staff.models import Person

from . import permissions, queries
from .models import Application, Choice, SelectionEntry, SelectionList

Outcome = SelectionEntry.Outcome


@transaction.atomic
def start_application(person: Person, run: CourseRun, *, by: Any) -> Application:
    """Begin an application for an open run, or go on with the one begun; one a person and run. Clause 5.4."""
    permissions.apply(by).require()
    _require_open(run)
    lock_person(person.pk)
    known = Application.objects.filter(person=person, run=run).exclude(state__in=Application.OVER).first()
    if known is not None:
        return known
    application = Application.objects.create(person=person, run=run)
    Choice.objects.create(application=application, run=run, rank=1)
    history.record(application, "start_application", by=by)
    return application


def lock_person(person_id: int) -> None:
    """Let a person's applications be acted upon one after the other, since they bear on each other."""
    Person.objects.select_for_update(of=("self",)).get(pk=person_id)


def _require_open(run: CourseRun) -> None:
    if run.state != CourseRun.State.OPEN or not run.apply_from <= today() <= run.apply_until:
        day = f"{run.apply_until:%d.%m.%Y}"
        raise ValidationError(_("Applications closed on %(day)s.") % {"day": day})


@transaction.atomic
def choose_run(application: Application, run: CourseRun, *, by: Any) -> None:
    """Change the choice of an application while its window is open. Clause 5.4."""
    permissions.edit_application(by, application).require()
    _require_editable(application)
    _require_open(run)
    if application.run_id != run.pk:
        application.run = run
        try:
            with transaction.atomic():
                application.save(update_fields=["run"])
        except IntegrityError:
            raise ValidationError(_("You have applied for this course already.")) from None
        application.choices.all().delete()
        Choice.objects.create(application=application, run=run, rank=1)


@transaction.atomic
def write_motivation(application: Application, motivation: str, *, by: Any) -> None:
    """Write why one wants to take part, while the window is open. Clause 5.4."""
    permissions.edit_application(by, application).require()
    _require_editable(application)
    application.motivation = motivation
    application.save(update_fields=["motivation"])


def _require_editable(application: Application) -> None:
    if application.state not in (Application.State.DRAFT, Application.State.SUBMITTED):
        raise ValidationError(_("The list has been made: the application can no longer be changed."))
    if application.run is not None:
        _require_open(application.run)


def give_opinion(application: Application, *, opinion: str, reason: str, by: Any) -> None:
    """Keep the head's opinion on a submitted application; a negative one needs a reason. It is no veto. Clause 5.3."""

    def check(fresh: Application) -> None:
        if fresh.state != Application.State.SUBMITTED:
            raise ValidationError(_("The list has been made: an opinion comes too late."))

    fields = {"opinion": opinion, "opinion_reason": reason, "opinion_by": actor(by).person}
    said = f"{Application.Opinion(opinion).label} {reason}".strip()
    keep(application, fields, by=by, permission=permissions.give_opinion, act="give_opinion", reason=said, check=check)


@transaction.atomic
def rank_run(run: CourseRun, *, by: Any) -> SelectionList:
    """Make the draft list of a closed run: points, lottery, cut, waiting list, with everything frozen. Clause 5.4."""
    policy = Policy.objects.current()
    seed = secrets.token_hex(16)
    selection = SelectionList.objects.create(run=run, policy=policy, ranked_on=today(), lottery_seed=seed)
    applications = list(queries.applicants_of(run))
    scored = queries.scores(applications, policy)
    entries = []
    for position, candidate in enumerate(queries.ranking(applications, scored, seed), 1):
        facts, found = scored[candidate.key]
        entries.append(
            SelectionEntry(
                selection=selection,
                application_id=candidate.key,
                position=position,
                outcome=Outcome.PLACE if position <= run.capacity else Outcome.WAITING,
                points=candidate.points,
                inputs=found.as_inputs(facts, queries.weights(policy)),
                lottery=candidate.lottery,
            )
        )
    SelectionEntry.objects.bulk_create(entries, batch_size=1000)
    history.record(selection, "rank_run", by=by)
    return selection


@transaction.atomic
def move_entry(entry: SelectionEntry, *, to: int, reason: str, by: Any) -> None:
    """Move a person to another place of a draft list, with a reason that stays for ever. Clause 6.1."""
    permissions.move_entry(by, entry).require()
    selection = SelectionList.objects.select_for_update().get(pk=entry.selection_id)
    if selection.state != SelectionList.State.DRAFT:
        raise ValidationError(_("The list is approved: nobody is moved any more."))
    entries = list(selection.entries.order_by("position"))
    if not 1 <= to <= len(entries):
        raise ValidationError({"to": _("Choose a place from 1 to %(last)s.") % {"last": len(entries)}})
    moved = next(each for each in entries if each.pk == entry.pk)
    before = moved.position
    entries.remove(moved)
    entries.insert(to - 1, moved)
    moved.moved_reason = reason
    _renumber(selection, entries)
    history.record(selection, "move_entry", by=by, reason=reason, changes={"position": [str(before), str(to)]})


def _renumber(selection: SelectionList, entries: list[SelectionEntry]) -> None:
    """Number the lines anew; by way of free numbers, since two lines never share one, not even for a moment."""
    capacity, last = selection.run.capacity, len(entries)
    for position, each in enumerate(entries, 1):
        each.position = last + position
    SelectionEntry.objects.bulk_update(entries, ["position"])
    for position, each in enumerate(entries, 1):
        each.position = position
        each.outcome = Outcome.PLACE if position <= capacity else Outcome.WAITING
    SelectionEntry.objects.bulk_update(entries, ["position", "outcome", "moved_reason"])


def offer_until(policy: Policy, run: CourseRun) -> dt.date:
    """The last day to confirm a place: the policy's days, but not after the course has begun. Clause 5.4."""
    return max(min(today() + dt.timedelta(days=policy.offer_days), run.starts_on), today())
