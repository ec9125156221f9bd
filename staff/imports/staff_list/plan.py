"""What a staff list would change: compared with what is kept, before anything is written.

An empty cell never erases what is known. Someone who is kept but not in the list is named, never removed. What an
officer has answered for a cell holds, whatever the list still says.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ostu_qualification.core.models import today
from ostu_qualification.core.words.folding import fold
from staff.cycle.extensions.models import Pause
from staff.imports.cells.records import Decision, ReadRow, TrainingLine
from staff.imports.models import ImportDecision
from staff.ledger.known_training import KnownTraining
from staff.ledger.models import TrainingRecord, TrainingSource, key_of
from staff.people.models import Basis, Employment, Person
from staff.people.portions import portions
from staff.units.models import Unit, UnitHead

from .known import KnownDecisions, KnownPeople, UnitFinder
from .persons import RosterPerson
from .reading import Roster

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
Changes = dict[str, list[str]]


@dataclass
class PlannedPerson:
    """A person of the list: new or known, with what changes and what comes with them."""

    rows: list[ReadRow]
    person: Person
    is_new: bool
    changes: Changes = field(default_factory=dict)
    new_posts: list[Employment] = field(default_factory=list)
    changed_posts: list[tuple[Employment, Changes]] = field(default_factory=list)
    trainings: list[TrainingRecord] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    posts_by_row: dict[tuple[str, int], Employment] = field(default_factory=dict)

    def row_of(self, post: Employment) -> ReadRow:
        """The row that brings a post."""
        return next(row for row in self.rows if self.posts_by_row.get(row.place) is post)

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
    asked_before: list[Decision]
    not_in_list: list[Person]

    def counts(self) -> dict[str, int]:
        """How many people are new, changed and unchanged, and how many cells wait."""
        found = {"new": 0, "changed": 0, "unchanged": 0}
        for each in self.people:
            found[each.status] += 1
        return {**found, "held": len(self.held), "decisions": len(self.decisions), "not_in_list": len(self.not_in_list)}


class Planner:
    """Compares one list with what is kept; reads the database in portions, never by row."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.rosters = roster.persons
        self.units = UnitFinder()
        self.decisions = KnownDecisions(roster)
        self.people = KnownPeople(self.rosters, self.decisions, self.units)
        self._compared: list[tuple[Decision, ReadRow]] = []  # the doubts that comparing with what is kept raises
        self._hold_foreign_pins()

    def plan(self) -> Plan:
        """Compare everything."""
        people: list[PlannedPerson] = []
        held: list[ReadRow] = []
        found = self.people.found(self.rosters)
        for each in self.rosters:
            rows = list(each.rows)
            if each.is_held_back:
                settled = self.people.settled(each.main)
                if settled is None:
                    held += rows
                else:
                    people.append(self._planned(each, rows, settled))
                continue
            planned = self._planned(each, rows, found.get(each))
            people.append(planned)
            for row in each.waiting:
                settled = self.people.settled(row)
                if settled is None:
                    held.append(row)
                elif settled.pk == planned.person.pk:
                    planned.rows.append(row)
                else:
                    people.append(self._planned(RosterPerson([row]), [row], settled))
        self._compare_posts(people)
        self._compare_lines(people)
        self.decisions.read(self._compared)
        decisions = self._new_decisions(people)
        return Plan(people, self.units.new, held, decisions, self._asked_before(), self._not_in_list(people, held))

    def _hold_foreign_pins(self) -> None:
        """Leave out the ПИН that somebody else has here, and hold back whoever is not known otherwise, as in one list."""
        doubts: list[tuple[Decision, ReadRow]] = []
        for each in list(self.people.holders_of_foreign_pins(self.rosters)):
            for row in each.rows:
                row.pin = ""
            each.is_held_back = self.people.named(each) is None
            for row in each.rows:
                row.held_back = each.is_held_back
                doubts.append((row.doubt("pin", "duplicate_pin", [{"pin": ""}]), row))
        if doubts:
            self.decisions.read(doubts)
            self.people = KnownPeople(self.rosters, self.decisions, self.units)

    def _planned(self, each: RosterPerson, rows: list[ReadRow], known: Person | None) -> PlannedPerson:
        values = {name: each.first(source) for name, source in PERSON_FIELDS.items()}
        values["career_start_on"] = career_start(each)
        if known is None:
            given = {name: value for name, value in values.items() if value}
            return PlannedPerson(rows, Person(**given), True)
        changes = self._changes(each, rows, known, values)
        for name in changes:
            setattr(known, name, values[name])
        return PlannedPerson(rows, known, False, changes)

    def _changes(self, each: RosterPerson, rows: list[ReadRow], known: Person, values: dict[str, Any]) -> Changes:
        """What the list says otherwise of a known person, but for what an officer has answered or set aside."""
        changes = {
            name: [_text(getattr(known, name)), _text(value)]
            for name, value in values.items()
            if _differs(known, name, value) and not self.people.is_set_aside(known, name, value)
        }
        if "career_start_on" in changes and known.career_start_on and (row := _reckoned_career(each)) is not None:
            del changes["career_start_on"]
            self._doubt_service(row, known.career_start_on, values["career_start_on"])
        answered = {name for row in rows for name in self.decisions.answered(row)} if changes else set()
        return {name: change for name, change in changes.items() if name not in answered}

    def _doubt_service(self, row: ReadRow, kept: dt.date, reckoned: dt.date) -> None:
        """Years of service count back from the day of reading: an old list read again must not move the start of a career.

        A year more or less is what counting in whole years leaves open; beyond that an officer is asked. Clause 1.3.
        """
        if abs(kept.year - reckoned.year) > 1:
            proposals = [{"career_start_on": day.isoformat()} for day in (kept, reckoned)]
            self._compared.append((row.doubt("career_start", "service_differs", proposals), row))

    def _compare_posts(self, people: list[PlannedPerson]) -> None:
        kept: dict[int, list[Employment]] = defaultdict(list)
        for ids in portions([each.person.pk for each in people if not each.is_new]):
            for post in Employment.objects.filter(person_id__in=ids, left_on__isnull=True):
                kept[post.person_id].append(post)
        for each in people:
            posts = kept[each.person.pk] if not each.is_new else []
            main = next((post for post in posts if post.basis == Basis.MAIN), None)
            has_main = False
            for row in each.rows:
                has_main = self._compare_post(each, row, posts, has_main)
            if main is not None and main in posts:
                self._compared += _leave_main(each)

    def _compare_post(self, each: PlannedPerson, row: ReadRow, posts: list[Employment], has_main: bool) -> bool:
        """Find the post of a row among those kept and not yet found, else make a new one."""
        unit = self.units.find(row.unit)
        basis = Basis.INNER if has_main and row.basis in ("", Basis.MAIN) else row.basis or Basis.MAIN
        values: dict[str, Any] = {"post": row.post, "rate": row.rate, "basis": basis, "hired_on": row.hired_on}
        same = [post for post in posts if unit.pk and post.unit_id == unit.pk]
        known = _likest(row, [post for post in same if post.basis == basis]) or (same[0] if len(same) == 1 else None)
        if known is None:
            self._plan_post(each, row, unit, values)
            return has_main or basis == Basis.MAIN
        posts.remove(known)
        each.posts_by_row[row.place] = known
        if changes := self._changes_of_post(known, row, values):
            each.changed_posts.append((known, changes))
        return has_main or known.basis == Basis.MAIN

    def _plan_post(self, each: PlannedPerson, row: ReadRow, unit: Unit, values: dict[str, Any]) -> None:
        """A new post; where the list does not say which, an officer is asked."""
        if not row.post and not any(decision.field == "post" for decision in row.decisions):
            proposals = [{"post": "other", "category": "other"}]
            self._compared.append((row.doubt("post", "post_missing", proposals), row))
        values["post"] = row.post or "other"
        new = Employment(person=each.person, unit=unit, category=row.category or "other", **values)
        each.new_posts.append(new)
        each.posts_by_row[row.place] = new

    def _changes_of_post(self, known: Employment, row: ReadRow, values: dict[str, Any]) -> Changes:
        """Give a kept post what the row says otherwise, but for what an officer has answered."""
        if row.post:
            values["category"] = row.category
        changed = {name: value for name, value in values.items() if value and getattr(known, name) != value}
        if row.is_hourly and known.rate is not None:
            changed["rate"] = None
        answered = self.decisions.answered(row) if changed else ()
        changes = {
            name: [_text(getattr(known, name)), _text(value)] for name, value in changed.items() if name not in answered
        }
        for name in changes:
            setattr(known, name, changed[name])
        return changes

    def _compare_lines(self, people: list[PlannedPerson]) -> None:
        """Training lines and pauses that are not kept yet."""
        lines = KnownTraining(each.person.pk for each in people if not each.is_new)
        pauses: dict[int, dict[tuple[dt.date, str], Pause]] = defaultdict(dict)
        for ids in portions([each.person.pk for each in people if not each.is_new]):
            for pause in Pause.objects.filter(person_id__in=ids):
                pauses[pause.person_id][pause.started_on, pause.reason] = pause
        for each in people:
            source = RosterPerson(each.rows)
            each.trainings = [
                training_record(each.person, line)
                for line in source.trainings
                if each.is_new or not lines.has(each.person.pk, line)
            ]
            kept = pauses[each.person.pk] if not each.is_new else {}
            each.pauses = [
                Pause(
                    person=each.person,
                    reason=span.reason,
                    started_on=span.started_on,
                    ended_on=span.ended_on,
                    order_number=span.order_number,
                )
                for span in source.pauses
                if (span.started_on, span.reason) not in kept
            ]
            self._compared += _doubt_ends(each.rows, kept)

    def _new_decisions(self, people: list[PlannedPerson]) -> list[tuple[Decision, str, PlannedPerson | None]]:
        """The doubts nobody has been asked about, each with the person it concerns."""
        owner = {row.place: each for each in people for row in each.rows}
        return [
            (decision, self.decisions.key(decision), owner.get((decision.sheet, decision.row)))
            for decision in self.roster.decisions
            if self.decisions.known(decision) is None
        ]

    def _asked_before(self) -> list[Decision]:
        """The doubts that an earlier list has raised and that still wait."""
        known = ((decision, self.decisions.known(decision)) for decision in self.roster.decisions)
        return [decision for decision, asked in known if asked and asked.state == ImportDecision.State.OPEN]

    def _not_in_list(self, people: list[PlannedPerson], held: list[ReadRow]) -> list[Person]:
        """Those who are kept in the units of this list and are not in it, not even in a row that waits."""
        units = {self.units.find(unit).pk for unit in {row.unit for row in self.roster.rows}} - {None}
        listed = {each.person.pk for each in people if not each.is_new}
        waiting = {fold(row.full_name) for row in held}
        there = Employment.objects.filter(unit_id__in=units, left_on__isnull=True).values("person")
        kept = Person.objects.filter(pk__in=there).values_list("pk", "folded")
        gone = [pk for pk, folded in kept if pk not in listed and folded not in waiting]
        return [person for some in portions(gone) for person in Person.objects.filter(pk__in=some)]


def _differs(known: Person, name: str, value: Any) -> bool:
    """Whether a list says another value; an empty cell says nothing, nor does a year where the day of birth is known."""
    return bool(value) and getattr(known, name) != value and not (name == "birth_year" and known.birth_on)


def _likest(row: ReadRow, posts: list[Employment]) -> Employment | None:
    """Of several posts of a person in one unit the one that is most like the row; else two rows would change places."""
    return max(
        posts,
        key=lambda kept: (kept.post == (row.post or "other"), kept.rate == row.rate, kept.hired_on == row.hired_on),
        default=None,
    )


def _doubt_ends(rows: list[ReadRow], kept: dict[tuple[dt.date, str], Pause]) -> Iterator[tuple[Decision, ReadRow]]:
    """A leave that is kept with another end than the list gives: it moves a due date, so an officer says. Clause 1.3."""
    for row in rows:
        for span in row.pauses:
            pause = kept.get((span.started_on, span.reason))
            is_asked = any(each.kind == "pause_end_differs" for each in row.decisions)
            if pause and not is_asked and pause.state == Pause.State.IN_FORCE and pause.ended_on != span.ended_on:
                ends = [day.isoformat() for day in (span.ended_on, pause.ended_on) if day]
                yield row.doubt("remark", "pause_end_differs", [{"ended_on": end} for end in ends]), row


def _leave_main(each: PlannedPerson) -> Iterator[tuple[Decision, ReadRow]]:
    """The list has a main post other than the kept one: whether the person has moved is for an officer to say."""
    for post in [post for post in each.new_posts if post.basis == Basis.MAIN]:
        post.basis = Basis.INNER
        yield _doubt_main(each.row_of(post))
    for post, changes in list(each.changed_posts):
        if changes.get("basis", ["", ""])[1] == Basis.MAIN:
            post.basis = changes.pop("basis")[0]
            if not changes:
                each.changed_posts.remove((post, changes))
            yield _doubt_main(each.row_of(post))


def _doubt_main(row: ReadRow) -> tuple[Decision, ReadRow]:
    return row.doubt("basis", "main_post_moved", [{"basis": str(Basis.MAIN)}, {"basis": str(Basis.INNER)}]), row


def _reckoned_career(each: RosterPerson) -> ReadRow | None:
    """The row from whose years of service the start of the career was counted back."""
    row = next((row for row in each.rows if row.career_start_on), None)
    return row if row is not None and row.career_is_reckoned else None


def career_start(each: RosterPerson) -> dt.date | None:
    """The start of a career of which only the year is known: 1 September, but not after the first hiring here."""
    row = next((row for row in each.rows if row.career_start_on), None)
    start = row.career_start_on if row else None
    if row is None or start is None or not row.career_is_year:
        return start
    hired = min((row.hired_on for row in each.rows if row.hired_on), default=None)
    september = start.replace(month=9)
    return min(september, hired) if hired and hired.year == start.year else september


def headship(row: ReadRow, post: Employment) -> UnitHead:
    """Whom the list calls head of a unit as its head. Clause 5.3."""
    return UnitHead(unit=post.unit, person=post.person, since=row.hired_on or today(), is_acting=row.is_acting)


def training_record(person: Person, line: TrainingLine) -> TrainingRecord:
    """A line of the staff list as a line of the ledger: recognised, since the HR office keeps it so."""
    return TrainingRecord(
        person=person,
        state=TrainingRecord.State.RECOGNISED,
        source=TrainingSource.ROSTER,
        title=line.title,
        provider=line.provider,
        hours=line.hours,
        started_on=line.started_on,
        ended_on=line.ended_on,
        ended_within=line.ended_within,
        document_kind=line.document_kind,
        document_number=line.document_number,
        document_on=line.document_on,
    )


def set_key(record: TrainingRecord) -> TrainingRecord:
    """Give a line its key once the person is known by number."""
    record.key = key_of(record, record.person.pk)
    return record


def rows_of(people: Iterable[PlannedPerson]) -> Iterator[tuple[ReadRow, PlannedPerson]]:
    """Every row with the person it belongs to."""
    for each in people:
        for row in each.rows:
            yield row, each


def _text(value: Any) -> str:
    return "" if value is None else str(value)
