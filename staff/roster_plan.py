"""What a staff list would change: compared with what is kept, before anything is written.

An empty cell never erases what is known. Someone who is kept but not in the list is named, never removed.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ostu_qualification.core.folding import fold

from .actions import ledger_key
from .models import Employment, ImportDecision, Pause, Person, TrainingRecord, Unit
from .models.ledger import TrainingSource
from .models.people import Basis
from .roster.persons import RosterPerson
from .roster.reading import Roster
from .roster.records import Decision, ReadRow, RosterUnit, TrainingLine

PERSON_FIELDS = {
    "family_name": "family",
    "given_name": "given",
    "patronymic": "patronymic",
    "sex": "sex",
    "birth_on": "birth_on",
    "birth_year": "birth_year",
    "pin": "pin",
    "phone": "phone",
    "email": "email",
    "degree_level": "degree_level",
    "degree_field": "degree_field",
    "title": "title",
}
EMPLOYMENT_FIELDS = ("post", "category", "rate", "basis", "hired_on")
AT_ONCE = 2000


@dataclass
class PlannedPerson:
    """A person of the list: new or known, with what changes and what comes with them."""

    rows: list[ReadRow]
    person: Person
    is_new: bool
    changes: dict[str, list[str]] = field(default_factory=dict)
    new_posts: list[Employment] = field(default_factory=list)
    changed_posts: list[tuple[Employment, dict[str, list[str]]]] = field(default_factory=list)
    trainings: list[TrainingRecord] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    posts_by_row: dict[tuple[str, int], Employment] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """New, changed or unchanged."""
        if self.is_new:
            return "new"
        is_changed = self.changes or self.new_posts or self.changed_posts or self.trainings or self.pauses
        return "changed" if is_changed else "unchanged"


@dataclass
class Plan:
    """Everything that applying a list would do."""

    people: list[PlannedPerson]
    new_units: list[Unit]
    held: list[ReadRow]
    decisions: list[tuple[Decision, str, PlannedPerson | None]]
    not_in_list: list[Person]

    def counts(self) -> dict[str, int]:
        """How many people are new, changed and unchanged, and how many cells wait."""
        found = {"new": 0, "changed": 0, "unchanged": 0}
        for each in self.people:
            found[each.status] += 1
        return {**found, "held": len(self.held), "decisions": len(self.decisions), "not_in_list": len(self.not_in_list)}


def decision_key(decision: Decision, row: ReadRow) -> str:
    """What makes a doubt the same one in the next list: person, unit, kind and what is written; never the row number."""
    parts = (fold(row.full_name), fold(row.unit.name), decision.kind, decision.written)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


class UnitFinder:
    """Finds the unit that a list names; the ones it does not find are made, not yet kept."""

    def __init__(self) -> None:
        kept = Unit.objects.filter(closed_on__isnull=True)
        self.by_name = {fold(name): unit for unit in kept for name in (unit.name_ky, unit.name_ru) if name}
        self.new: list[Unit] = []

    def find(self, named: RosterUnit) -> Unit:
        """The unit by its name in Kyrgyz or Russian, else by the beginning of its name, else a new one."""
        key = fold(named.name)
        if key in self.by_name:
            return self.by_name[key]
        hint = fold(named.hint)
        starts = {id(unit): unit for name, unit in self.by_name.items() if len(hint) >= 12 and name.startswith(hint)}
        if len(starts) == 1:
            unit = next(iter(starts.values()))
        else:
            unit = Unit(kind=named.kind, name_ky=named.name, name_ru=named.name if named.language == "ru" else "")
            self.new.append(unit)
        self.by_name[key] = unit
        return unit


class Planner:
    """Compares one list with what is kept; reads the database in portions, never by row."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.rosters = roster.persons()
        self.rows = {row.place: row for row in roster.rows}
        self.units = UnitFinder()
        self.keys = {id(each): decision_key(each, row) for row in roster.rows for each in row.decisions}
        self.known_decisions = self._known_decisions()
        self.by_pin: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self._read_people()

    def plan(self) -> Plan:
        """Compare everything."""
        people: list[PlannedPerson] = []
        held: list[ReadRow] = []
        for each in self.rosters:
            rows = list(each.rows)
            if each.is_held_back:
                settled = self._settled(each.main)
                if settled is None:
                    held += rows
                    continue
                people.append(self._planned(each, rows, settled))
                continue
            own = [row for row in each.waiting if self._settled(row) is None]
            held += own
            planned = self._planned(each, rows, None)
            people.append(planned)
            for row in each.waiting:
                settled = self._settled(row)
                if settled is not None and settled.pk == planned.person.pk:
                    planned.rows.append(row)
                elif settled is not None:
                    people.append(self._planned(RosterPerson([row]), [row], settled))
        self._compare_posts(people)
        self._compare_lines(people)
        return Plan(people, self.units.new, held, self._new_decisions(people), self._not_in_list(people))

    def _known_decisions(self) -> dict[str, ImportDecision]:
        found = {}
        for keys in portions(list(self.keys.values())):
            for decision in ImportDecision.objects.filter(key__in=keys).select_related("person"):
                found[decision.key] = decision
        return found

    def _settled(self, row: ReadRow) -> Person | None:
        """The person that a held-back row was given to, once an officer has said so."""
        for each in row.decisions:
            if each.kind in ("possible_duplicate_person", "duplicate_pin"):
                known = self.known_decisions.get(self.keys[id(each)])
                if known is not None and known.state == ImportDecision.State.SETTLED:
                    return known.person
        return None

    def _read_people(self) -> None:
        names = {fold(each.main.full_name) for each in self.rosters}
        pins = {row.pin for row in self.roster.rows if row.pin}
        found: dict[int, Person] = {}
        for some in portions(sorted(names)):
            found |= {person.pk: person for person in Person.objects.filter(folded__in=some)}
        for some in portions(sorted(pins)):
            found |= {person.pk: person for person in Person.objects.filter(pin__in=some)}
        for person in found.values():
            if person.pin:
                self.by_pin[person.pin] = person
            self.by_name[person.folded].append(person)

    def _match(self, each: RosterPerson) -> Person | None:
        """The same person as kept: by ПИН, else by name and birth, else by name and a way to reach them."""
        pin = each.first("pin")
        if pin and pin in self.by_pin:
            return self.by_pin[pin]
        row = each.main
        for person in self.by_name.get(fold(row.full_name), ()):
            if pin and person.pin and person.pin != pin:
                continue
            if row.birth_on and person.birth_on:
                if row.birth_on == person.birth_on:
                    return person
                continue
            if row.birth and row.birth == (person.birth_on.year if person.birth_on else person.birth_year):
                return person
            if (row.phone and row.phone == person.phone) or (row.email and row.email == person.email):
                return person
        return None

    def _planned(self, each: RosterPerson, rows: list[ReadRow], person: Person | None) -> PlannedPerson:
        known = person or self._match(each)
        values = {name: each.first(source) for name, source in PERSON_FIELDS.items()}
        values["career_start_on"] = career_start(each)
        if known is None:
            given = {name: value for name, value in values.items() if value or name in ("patronymic", "phone")}
            return PlannedPerson(rows, Person(**given), True)
        changes = {}
        for name, value in values.items():
            if value and getattr(known, name) != value and not (name == "birth_year" and known.birth_on):
                changes[name] = [str(getattr(known, name) or ""), str(value)]
                setattr(known, name, value)
        return PlannedPerson(rows, known, False, changes)

    def _compare_posts(self, people: list[PlannedPerson]) -> None:
        kept: dict[int, list[Employment]] = defaultdict(list)
        for ids in portions([each.person.pk for each in people if not each.is_new]):
            for post in Employment.objects.filter(person_id__in=ids, left_on__isnull=True):
                kept[post.person_id].append(post)
        for each in people:
            posts = kept[each.person.pk] if not each.is_new else []
            has_main = False
            for row in each.rows:
                has_main = self._compare_post(each, row, posts, has_main)

    def _compare_post(self, each: PlannedPerson, row: ReadRow, posts: list[Employment], has_main: bool) -> bool:
        unit = self.units.find(row.unit)
        basis = row.basis or (Basis.INNER if has_main else Basis.MAIN)
        values: dict[str, Any] = {
            "post": row.post,
            "category": row.category,
            "rate": row.rate,
            "basis": basis,
            "hired_on": row.hired_on,
        }
        same = [post for post in posts if unit.pk and post.unit_id == unit.pk]
        known = next((post for post in same if post.basis == basis), None) or (same[0] if len(same) == 1 else None)
        if known is None:
            if row.is_hourly:
                values["rate"] = None
            new = Employment(
                person=each.person,
                unit=unit,
                **{**values, "post": row.post or "other", "category": row.category or "other"},
            )
            each.new_posts.append(new)
            each.posts_by_row[row.place] = new
            return has_main or basis == Basis.MAIN
        posts.remove(known)
        changes = {}
        for name, value in values.items():
            if value and getattr(known, name) != value:
                changes[name] = [str(getattr(known, name) or ""), str(value)]
                setattr(known, name, value)
        if changes:
            each.changed_posts.append((known, changes))
        each.posts_by_row[row.place] = known
        return has_main or known.basis == Basis.MAIN

    def _compare_lines(self, people: list[PlannedPerson]) -> None:
        """Training lines and pauses that are not kept yet."""
        lines: dict[int, set[tuple[str, int, dt.date]]] = defaultdict(set)
        pauses: dict[int, set[tuple[dt.date, str]]] = defaultdict(set)
        for ids in portions([each.person.pk for each in people if not each.is_new]):
            for person_id, title, hours, ended_on in TrainingRecord.objects.filter(person_id__in=ids).values_list(
                "person_id", "title", "hours", "ended_on"
            ):
                lines[person_id].add((fold(title), hours, ended_on))
            for person_id, started_on, reason in Pause.objects.filter(person_id__in=ids).values_list(
                "person_id", "started_on", "reason"
            ):
                pauses[person_id].add((started_on, reason))
        for each in people:
            source = RosterPerson(each.rows)
            known = lines[each.person.pk] if not each.is_new else set()
            each.trainings = [
                training_record(each.person, line)
                for line in source.trainings
                if (fold(line.title), line.hours, line.ended_on) not in known
            ]
            paused = pauses[each.person.pk] if not each.is_new else set()
            spans = [span for span in source.pauses if (span.started_on, span.reason) not in paused]
            each.pauses = [
                Pause(person=each.person, reason=span.reason, started_on=span.started_on, ended_on=span.ended_on)
                for span in spans
            ]

    def _new_decisions(self, people: list[PlannedPerson]) -> list[tuple[Decision, str, PlannedPerson | None]]:
        """The doubts nobody has been asked about, each with the person it concerns."""
        owner = {row.place: each for each in people for row in each.rows}
        found = []
        for row in self.roster.rows:
            for decision in row.decisions:
                key = self.keys[id(decision)]
                if key not in self.known_decisions:
                    found.append((decision, key, owner.get(row.place)))
        return found

    def _not_in_list(self, people: list[PlannedPerson]) -> list[Person]:
        """Those who are kept in the units of this list and are not in it."""
        units = {self.units.find(row.unit).pk for row in {row.unit.name: row for row in self.roster.rows}.values()} - {
            None
        }
        listed = {each.person.pk for each in people if not each.is_new}
        there = (
            Employment.objects.filter(unit_id__in=units, left_on__isnull=True)
            .select_related("person")
            .order_by("person__sort_key")
        )
        return list({post.person_id: post.person for post in there if post.person_id not in listed}.values())


def career_start(each: RosterPerson) -> dt.date | None:
    """The start of a career of which only the year is known: 1 September, but not after the first hiring here."""
    start: dt.date | None = each.first("career_start_on")
    if start is None or (start.month, start.day) != (1, 1):
        return start
    hired = min((row.hired_on for row in each.rows if row.hired_on), default=None)
    september = start.replace(month=9)
    return min(september, hired) if hired and hired.year == start.year else september


def training_record(person: Person, line: TrainingLine) -> TrainingRecord:
    """A line of the staff list as a line of the ledger: recognised, since the HR office keeps it so."""
    return TrainingRecord(
        person=person,
        state=TrainingRecord.State.RECOGNISED,
        source=TrainingSource.ROSTER,
        title=line.title[:300],
        provider=line.provider[:250],
        hours=line.hours,
        started_on=line.started_on,
        ended_on=line.ended_on,
        document_kind=line.document_kind[:100],
        document_number=line.document_number[:60],
    )


def set_key(record: TrainingRecord) -> TrainingRecord:
    """Give a line its key once the person is known by number."""
    record.person_id = record.person.pk
    record.key = ledger_key(record.person_id, record.title, record.hours, record.ended_on, record.document_number)
    return record


def portions(values: list[Any]) -> Iterator[list[Any]]:
    """Values in portions that every database takes in one statement."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def rows_of(people: Iterable[PlannedPerson]) -> Iterator[tuple[ReadRow, PlannedPerson]]:
    """Every row with the person it belongs to."""
    for each in people:
        for row in each.rows:
            yield row, each
