"""Whose due date an extension or a pause moves, told before it is kept and after. Clauses 1.3, 6.1."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.models import today
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning
from staff.cycle import rules, stored
from staff.cycle.models import CycleStatus
from staff.people.models import Person

from .models import Extension, Pause
from .queries import overlapping, people_of

SHOWN = 15


class Moved(NamedTuple):
    """Someone whose due date moves."""

    person_id: int
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True)
class Preview:
    """What an extension or pause would bring: shown before it is kept. `digest` tells whether it is still the same."""

    count: int
    moved_count: int
    rows: list[tuple[str, dt.date | None, dt.date | None, int | None]]
    warnings: list[str]
    digest: str


def preview_extension(extension: Extension, person_ids: tuple[int, ...]) -> Preview:
    """Whose date an extension moves, and by how much. Clause 6.1."""
    floor = rules.Floor(extension.until, extension.decided_on)
    moved = _moved(person_ids, lambda inputs: replace(inputs, floors=(*inputs.floors, floor)))
    facts = (extension.until, extension.decided_on, extension.ground, extension.order_number)
    return _preview(person_ids, moved, [], facts)


def preview_pauses(pause: Pause, person_ids: tuple[int, ...]) -> Preview:
    """Whose date a pause moves, with a warning for those who have a pause in these days already. Clause 1.3."""
    away = rules.Away(pause.started_on, pause.ended_on)
    moved = _moved(person_ids, lambda inputs: replace(inputs, pauses=(*inputs.pauses, away)))
    others = overlapping(pause, person_ids).values_list("person", flat=True).distinct()
    names = [each.full_name for each in Person.objects.filter(pk__in=others[:SHOWN])]
    warning = _("They have a pause in these days already; days are counted once: %(names)s")
    facts = (pause.reason, pause.started_on, pause.ended_on, pause.order_number)
    return _preview(person_ids, moved, [warning % {"names": "; ".join(names)}] if names else [], facts)


def _moved(person_ids: tuple[int, ...], change: Callable[[rules.Inputs], rules.Inputs]) -> list[Moved]:
    on, moved = today(), []
    for people in stored.batches(Person.objects.filter(pk__in=person_ids)):
        for person_id, inputs in stored.inputs_of(people).items():
            before, after = rules.cycle(inputs, on).due_on, rules.cycle(change(inputs), on).due_on
            if before != after:
                moved.append(Moved(person_id, before, after))
    return moved


def _preview(person_ids: tuple[int, ...], moved: list[Moved], warnings: list[str], facts: tuple[Any, ...]) -> Preview:
    people = Person.objects.in_bulk([each.person_id for each in moved[:SHOWN]])
    rows = [
        (people[key].full_name, before, after, (after - before).days if before and after else None)
        for key, before, after in moved[:SHOWN]
    ]
    digest = hashlib.sha256(repr((person_ids, moved, facts)).encode()).hexdigest()
    return Preview(len(person_ids), len(moved), rows, warnings, digest)


class MovedDate(NamedTuple):
    """A row of an extension: the person, and the date without it and with it."""

    pk: int
    name: str
    before: dt.date | None
    after: dt.date | None


def moved_dates(extension: Extension) -> Callable[[list[Any]], list[MovedDate]]:
    """Reads rows of an extension's people: the due date as it is without the extension, and as it is with it. Clause 6.1."""
    own = rules.Floor(extension.until, extension.decided_on, extension.revoked_on)
    given = rules.Floor(extension.until, extension.decided_on)

    def load(rows: list[Any]) -> list[MovedDate]:
        people = Person.objects.in_bulk([row[0] for row in rows])
        inputs = stored.inputs_of(people.values())
        return [_moved_date(people[row[0]], inputs[row[0]], own, given) for row in rows]

    return load


def _moved_date(person: Person, inputs: rules.Inputs, own: rules.Floor, given: rules.Floor) -> MovedDate:
    others = list(inputs.floors)
    if own in others:
        others.remove(own)
    on = max(today(), given.decided_on)
    before = rules.cycle(replace(inputs, floors=tuple(others)), on).due_on
    after = rules.cycle(replace(inputs, floors=(*others, given)), on).due_on
    return MovedDate(person.pk, person.full_name, before, after)


def count_in_words(count: int) -> str:
    """How many people an act is about."""
    return ngettext("It holds for %(n)s person.", "It holds for %(n)s people.", count) % {"n": count}


def of_revoking(extension: Extension, user: Any) -> Sequence[Effect]:
    """For how many people it no longer holds, whose date goes back, and who is overdue without it. Clause 6.1."""
    own, on = rules.Floor(extension.until, extension.decided_on), today()
    back = overdue = 0
    for people in stored.batches(people_of(extension)):
        for inputs in stored.inputs_of(people).values():
            others = tuple(each for each in inputs.floors if each != own)
            before, after = rules.cycle(inputs, on), rules.cycle(replace(inputs, floors=others), on)
            back += before.due_on != after.due_on
            overdue += after.status == CycleStatus.OVERDUE != before.status
    lines = [effect(count_in_words(people_of(extension).count())), effect(_dates_in_words(back))]
    if overdue:
        words = ngettext("%(n)s person becomes overdue.", "%(n)s people become overdue.", overdue) % {"n": overdue}
        lines.append(warning(words))
    return lines


def _dates_in_words(count: int) -> str:
    return ngettext(
        "From today on the due date of %(n)s person is as without it.",
        "From today on the due dates of %(n)s people are as without it.",
        count,
    ) % {"n": count}


def of_revoking_pause(pause: Pause, user: Any) -> Sequence[Effect]:
    """How the person's due date moves without the pause. Clause 1.3."""
    away = rules.Away(pause.started_on, pause.ended_on)

    def without(inputs: rules.Inputs) -> rules.Inputs:
        return replace(inputs, pauses=tuple(each for each in inputs.pauses if each != away))

    return [_date_in_words(moved) for moved in _moved((pause.person_id,), without)] or [effect(_("No due date moves."))]


def _date_in_words(moved: Moved) -> Effect:
    days = [short_date(day) if day else "–" for day in (moved.before, moved.after)]
    words = _("The next due date moves: %(before)s → %(after)s.") % {"before": days[0], "after": days[1]}
    return effect(words, reverse("person_detail", args=[moved.person_id]))


def of_ending_pause(pause: Pause, user: Any) -> Sequence[Effect]:
    """The days up to the last one do not count. Clause 1.3."""
    since = {"day": short_date(pause.started_on)}
    return [effect(_("The days from %(day)s to the last day do not count; the due date moves on by them.") % since)]
