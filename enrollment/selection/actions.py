"""Writes of the selection that change no state: the ranking, moves on a list."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CourseRun
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.who import Who

from . import permissions, queries
from .models import SelectionEntry, SelectionList

Outcome = SelectionEntry.Outcome


@transaction.atomic
def rank_run(run: CourseRun, *, by: Who) -> SelectionList:
    """Make the draft list of a closed run: points, lottery, cut, waiting list, with everything frozen. Clause 5.4."""
    policy, seed = Policy.objects.current(), secrets.token_hex(16)
    selection = SelectionList.objects.create(run=run, policy=policy, ranked_on=today(), lottery_seed=seed)
    rank(selection)
    history.record(selection, "rank_run", by=by)
    return selection


def rank(selection: SelectionList) -> None:
    """Put everyone who applied on a draft list, in the order of the points and the list's lottery. Clause 5.4."""
    selection.entries.all().delete()
    run, policy = selection.run, selection.policy
    applications = list(queries.applicants_of(run))
    scored = queries.scores(applications, policy)
    entries = []
    for position, candidate in enumerate(queries.ranking(applications, scored, selection.lottery_seed), 1):
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


@transaction.atomic
def move_entry(entry: SelectionEntry, *, to: int, reason: str, by: Who) -> None:
    """Move a person to another place of a draft list, with a reason that stays for ever. Clause 6.1."""
    permissions.move_entry(by, entry).require()
    selection = locked(entry.selection)
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
