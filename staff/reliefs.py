"""Extensions and pauses for many people: who is meant, what moves, one act with a line in each history. Clauses 1.3, 6.1."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.writes import keep
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.folding import fold

from . import cycle, cycles, permissions
from .actors import actor, with_units_below
from .models import Employment, Extension, ExtensionPerson, Pause, Person, Unit
from .models.people import Basis
from .queries import find_people

MOST_NAMES = 300
SHOWN = 15
CANDIDATES = 6
KEY = re.compile(r"№\s*(\d{1,9})\)?\s*$")
NUMBERING = re.compile(r"^\s*\d{1,3}[.)]\s+")


class Chosen(NamedTuple):
    """The people that are meant; lines that name nobody, and lines that name several, with these."""

    person_ids: tuple[int, ...]
    missing: tuple[str, ...] = ()
    several: tuple[tuple[str, tuple[str, ...]], ...] = ()


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


def extensions_for(user: Any) -> QuerySet[Extension]:
    """The extensions with the number of their people, for the offices. Clause 6.1."""
    found = Extension.objects.select_related("unit").annotate(people_count=Count("people"))
    found = found.order_by("-decided_on", "-pk")
    return found if permissions.view_reliefs(user) else found.none()


def pauses_for(user: Any) -> QuerySet[Pause]:
    """All pauses, revoked ones too, for the offices. Clause 1.3."""
    found = Pause.objects.select_related("person")
    return found if permissions.view_reliefs(user) else found.none()


def written_name(person: Person) -> str:
    """A person as the field of names understands it without doubt."""
    return f"{person.full_name} (№{person.pk})"


def choose_named(text: str) -> Chosen:
    """The people of a pasted list: a name, personal number, e-mail, phone or «№ key» a line."""
    found, missing, several = [], [], []
    for line in filter(None, (NUMBERING.sub("", each).strip(" \t,;") for each in text.splitlines())):
        people = _meant(line)
        if not people:
            missing.append(line)
        elif len(people) > 1:
            several.append((line, tuple(map(written_name, people))))
        else:
            found.append(people[0].pk)
    return Chosen(tuple(sorted(set(found))), tuple(missing), tuple(several))


def _meant(line: str) -> list[Person]:
    if key := KEY.search(line):
        return list(Person.objects.filter(pk=int(key[1]), merged_into__isnull=True))
    if line.isdecimal() and len(line) < 9:
        return []
    found = list(find_people(line)[:CANDIDATES])
    return [each for each in found if fold(each.full_name) == fold(line)] or found


def choose_group(unit: Unit | None, category: str, on: dt.date) -> Chosen:
    """Those with a main post on the day in the unit or one below, or of the category, or both. Clause 6.1."""
    posts = Employment.objects.filter(Employment.on(on), basis=Basis.MAIN, person__merged_into__isnull=True)
    if unit is not None:
        posts = posts.filter(unit__in=with_units_below({unit.pk}))
    if category:
        posts = posts.filter(category=category)
    return Chosen(tuple(sorted(set(posts.values_list("person", flat=True)))))


def preview_extension(extension: Extension, person_ids: tuple[int, ...]) -> Preview:
    """Whose date an extension moves, and by how much. Clause 6.1."""
    floor = cycle.Floor(extension.until, extension.decided_on)
    moved = _moved(person_ids, lambda inputs: replace(inputs, floors=(*inputs.floors, floor)))
    facts = (extension.until, extension.decided_on, extension.ground, extension.order_number)
    return _preview(person_ids, moved, [], facts)


def preview_pauses(pause: Pause, person_ids: tuple[int, ...]) -> Preview:
    """Whose date a pause moves, with a warning for those who have a pause in these days already. Clause 1.3."""
    away = cycle.Away(pause.started_on, pause.ended_on)
    moved = _moved(person_ids, lambda inputs: replace(inputs, pauses=(*inputs.pauses, away)))
    others = overlapping(pause, person_ids).values_list("person", flat=True).distinct()
    names = [each.full_name for each in Person.objects.filter(pk__in=others[:SHOWN])]
    warning = _("They have a pause in these days already; days are counted once: %(names)s")
    facts = (pause.reason, pause.started_on, pause.ended_on, pause.order_number)
    return _preview(person_ids, moved, [warning % {"names": "; ".join(names)}] if names else [], facts)


def overlapping(pause: Pause, person_ids: Iterable[int]) -> QuerySet[Pause]:
    """Pauses in force of these people that share days with a pause. Clause 1.3."""
    begun = Q(started_on__lte=pause.ended_on) if pause.ended_on else Q()
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=pause.started_on)
    return Pause.objects.filter(begun, lasting, person__in=list(person_ids), state=Pause.State.IN_FORCE)


def _moved(person_ids: tuple[int, ...], change: Callable[[cycle.Inputs], cycle.Inputs]) -> list[Moved]:
    on, moved = today(), []
    for people in cycles.batches(Person.objects.filter(pk__in=person_ids)):
        for person_id, inputs in cycles.inputs_of(people).items():
            before, after = cycle.cycle(inputs, on).due_on, cycle.cycle(change(inputs), on).due_on
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


@transaction.atomic
def grant_extension(extension: Extension, person_ids: tuple[int, ...], *, by: Any) -> Extension:
    """Give people time until a day: one act, a line in each history; entered twice at once it is kept once. Clause 6.1."""
    permissions.grant_extension(by).require()
    people = _locked(person_ids)
    extension.full_clean()
    same = {"until": extension.until, "decided_on": extension.decided_on, "order_number": extension.order_number}
    if Extension.objects.filter(**same, state=Extension.State.IN_FORCE, people__in=person_ids).exists():
        raise ValidationError(_("This order has given some of these people time until this day already."))
    extension.save(force_insert=True)
    ExtensionPerson.objects.bulk_create(
        [ExtensionPerson(extension=extension, person=person) for person in people], batch_size=1000
    )
    history.record_many(people, "grant_extension", by=by, reason=in_words(extension))
    cycles.rebuild(people_of(extension))
    return extension


def in_words(extension: Extension) -> str:
    """An extension in one line, for histories."""
    return f"{short_date(extension.until)} – {extension.order_number}: {extension.ground}"[:300]


def people_of(extension: Extension) -> QuerySet[Person]:
    """The people of an extension."""
    return Person.objects.filter(pk__in=ExtensionPerson.objects.filter(extension=extension).values("person"))


def follow_revoked(extension: Extension, *, by: Any) -> None:
    """Note in each history that an extension holds no longer, and reckon the dates anew. Clause 6.1."""
    people = people_of(extension)
    history.record_many(people, "revoke_extension", by=by, reason=extension.revoke_reason)
    cycles.rebuild(people)


@transaction.atomic
def enter_pauses(pause: Pause, person_ids: tuple[int, ...], *, by: Any) -> int:
    """Enter one pause for many people, never for oneself; who has the same pause keeps it. Clause 1.3."""
    permissions.edit_pause(by).require()
    if actor(by).person_id in person_ids:
        raise ValidationError(_("Nobody enters a pause for themselves: ask a colleague."))
    people = _locked(person_ids)
    pause.full_clean(exclude=["person"])
    same = Pause.objects.filter(
        person__in=person_ids, started_on=pause.started_on, reason=pause.reason, state=Pause.State.IN_FORCE
    )
    known = set(same.values_list("person", flat=True))
    new = [person for person in people if person.pk not in known]
    Pause.objects.bulk_create([_pause_of(pause, person) for person in new], batch_size=1000)
    history.record_many(new, "enter_pause", by=by, reason=partial(pause_in_words, pause))
    cycles.rebuild(Person.objects.filter(pk__in=[person.pk for person in new]))
    return len(new)


def _pause_of(pause: Pause, person: Person) -> Pause:
    return Pause(
        person=person,
        reason=pause.reason,
        started_on=pause.started_on,
        ended_on=pause.ended_on,
        order_number=pause.order_number,
    )


def _locked(person_ids: tuple[int, ...]) -> list[Person]:
    """The people, theirs alone until the end of the transaction, so that nothing is entered twice."""
    found = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=person_ids).order_by("pk")
    if not (people := list(found)):
        raise ValidationError(_("There is nobody for whom this holds."))
    return people


def pause_in_words(pause: Pause) -> str:
    """A pause in one line, for histories."""
    until = short_date(pause.ended_on) if pause.ended_on else "…"
    return f"{pause.get_reason_display()}: {short_date(pause.started_on)} – {until} {pause.order_number}".strip()


@transaction.atomic
def end_pause(pause: Pause, *, by: Any, ended_on: dt.date) -> Pause:
    """Set the last day of a pause that is open; any other change is a revoking and a new entry. Clause 1.3."""
    has_end = locked(pause).ended_on is not None

    def check(fresh: Pause) -> None:
        if fresh.state != Pause.State.IN_FORCE or has_end:
            raise ValidationError(_("This pause has an end already: revoke it and enter it anew."))
        if ended_on < fresh.started_on:
            raise ValidationError({"ended_on": _("The pause ends before it begins.")})

    fresh = keep(pause, {"ended_on": ended_on}, by=by, permission=permissions.revoke_pause, check=check)
    history.record(fresh.person, "end_pause", by=by, reason=partial(pause_in_words, fresh))
    cycles.rebuild_person(fresh.person_id)
    return fresh


def follow_revoked_pause(pause: Pause, *, by: Any) -> None:
    """Note in the person's history that a pause does not hold, and reckon the date anew. Clause 1.3."""
    history.record(
        pause.person, "revoke_pause", by=by, reason=lambda: f"{pause_in_words(pause)}; {pause.revoke_reason}"[:300]
    )
    cycles.rebuild_person(pause.person_id)


class Relieved(NamedTuple):
    """A row of an extension: the person, and the date without it and with it."""

    pk: int
    name: str
    before: dt.date | None
    after: dt.date | None


def relieved(extension: Extension) -> Callable[[list[Any]], list[Relieved]]:
    """Reads rows of an extension's people: the due date as it is without the extension, and as it is with it. Clause 6.1."""
    own = cycle.Floor(extension.until, extension.decided_on, extension.revoked_on)
    given = cycle.Floor(extension.until, extension.decided_on)

    def load(rows: list[Any]) -> list[Relieved]:
        people = Person.objects.in_bulk([row[0] for row in rows])
        inputs = cycles.inputs_of(people.values())
        return [_relieved(people[row[0]], inputs[row[0]], own, given) for row in rows]

    return load


def _relieved(person: Person, inputs: cycle.Inputs, own: cycle.Floor, given: cycle.Floor) -> Relieved:
    others = list(inputs.floors)
    if own in others:
        others.remove(own)
    on = max(today(), given.decided_on)
    before = cycle.cycle(replace(inputs, floors=tuple(others)), on).due_on
    after = cycle.cycle(replace(inputs, floors=(*others, given)), on).due_on
    return Relieved(person.pk, person.full_name, before, after)


def count_in_words(count: int) -> str:
    """How many people an act is about."""
    return ngettext("It holds for %(n)s person.", "It holds for %(n)s people.", count) % {"n": count}
