"""What is kept already of what a staff list names: units, people, doubts that were asked before. Read in portions."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ostu_qualification.core.words.folding import fold
from staff.imports.cells.records import Decision, ReadRow, RosterUnit
from staff.imports.models import ImportDecision
from staff.people.models import Employment, Person
from staff.people.portions import portions
from staff.units import acts
from staff.units.models import Unit

from .persons import RosterPerson
from .reading import Roster

SET_ASIDE = ("family_name", "given_name", "patronymic", "pin", "birth_on")
HOLDS_BACK = ("possible_duplicate_person", "duplicate_pin")


class UnitFinder:
    """Finds the unit that a list names; the ones it does not find are made, not yet kept."""

    def __init__(self) -> None:
        kept = {unit.pk: unit for unit in Unit.objects.filter(closed_on__isnull=True)}
        self.by_name = {fold(name): kept[pk] for name, pk in acts.former_names().items() if pk in kept}
        self.by_name |= {fold(name): unit for unit in kept.values() for name in (unit.name_ky, unit.name_ru) if name}
        self.new: list[Unit] = []
        self._found: dict[RosterUnit, Unit] = {}

    def find(self, named: RosterUnit) -> Unit:
        """The unit by its name in Kyrgyz or Russian, a former one too, else by the beginning of its name, else a new one."""
        unit = self._found.get(named)
        if unit is None:
            unit = self._found[named] = self._find(named)
        return unit

    def _find(self, named: RosterUnit) -> Unit:
        key = fold(named.name)
        if key in self.by_name:
            return self.by_name[key]
        hint = fold(named.hint)
        begun = [unit for name, unit in self.by_name.items() if name.startswith(hint)] if len(hint) >= 12 else []
        if begun and all(unit is begun[0] for unit in begun):
            unit = begun[0]
        else:
            unit = Unit(kind=named.kind, name_ky=named.name, name_ru=named.name if named.language == "ru" else "")
            self.new.append(unit)
        self.by_name[key] = unit
        return unit


class KnownDecisions:
    """The doubts of a list by what makes them the same in the next one, and what officers have said to them."""

    def __init__(self, roster: Roster) -> None:
        self._keys: dict[Decision, str] = {}
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._known: dict[str, ImportDecision] = {}
        self.read([(decision, row) for row in roster.asked for decision in row.decisions])

    def read(self, doubts: Iterable[tuple[Decision, ReadRow]]) -> None:
        """Look up which of these doubts have been asked before."""
        keys = [self._keys.setdefault(decision, self._key(decision, row)) for decision, row in doubts]
        for some in portions(keys):
            self._known |= {found.key: found for found in ImportDecision.objects.filter(key__in=some)}

    def _key(self, decision: Decision, row: ReadRow) -> str:
        """Person, unit, column's meaning, kind and what is written; never the row number, which the next list shifts.

        What comes twice all the same (two namesakes, two posts in one unit) is counted.
        """
        parts = (
            *(fold(row.full_name), str(row.birth or ""), fold(row.unit.name)),
            *(decision.field, decision.kind, decision.written),
        )
        self._seen[parts] += 1
        again = [str(self._seen[parts])] if self._seen[parts] > 1 else []
        return hashlib.sha256("|".join([*parts, *again]).encode()).hexdigest()

    def key(self, decision: Decision) -> str:
        """What makes a doubt the same one in the next list."""
        return self._keys[decision]

    def known(self, decision: Decision) -> ImportDecision | None:
        """The same doubt as it was asked before."""
        return self._known.get(self._keys.get(decision, ""))

    def of(self, row: ReadRow) -> list[ImportDecision]:
        """The doubts of a row that were asked before."""
        return [known for each in row.decisions if (known := self.known(each)) is not None]

    def holding_back(self, row: ReadRow) -> ImportDecision | None:
        """The settled doubt about who is who that let a row in which it had held back."""
        return next(
            (each for each in self.of(row) if each.kind in HOLDS_BACK and each.state == ImportDecision.State.SETTLED),
            None,
        )

    def answered(self, row: ReadRow) -> set[str]:
        """The fields for which an officer's answer holds, whatever the list still says."""
        if not row.decisions:
            return set()
        return {
            name
            for each in self.of(row)
            if each.state == ImportDecision.State.SETTLED and each.kind != "training_not_understood"
            for name in each.answer
        }

    @property
    def person_ids(self) -> set[int]:
        """The people whom these doubts concern."""
        return {each.person_id for each in self._known.values() if each.person_id is not None}


class KnownPeople:
    """The people that are kept, found by the rows of a list; nobody is found twice."""

    def __init__(
        self, people: list[RosterPerson], decisions: KnownDecisions | None = None, units: UnitFinder | None = None
    ) -> None:
        self.decisions = decisions or KnownDecisions(Roster())
        self._units = units
        self._works_in: dict[int, set[int]] = defaultdict(set)
        self.by_id: dict[int, Person] = {}
        self.by_pin: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self._merged: dict[int, list[Person]] = defaultdict(list)
        self._taken: set[int] = set()
        self._read(people)

    def _read(self, people: list[RosterPerson]) -> None:
        pins = {row.pin for each in people for row in each.rows if row.pin}
        asked = (
            ("folded__in", sorted({fold(each.main.full_name) for each in people})),
            ("pin__in", sorted(pins)),
            ("pk__in", sorted(self.decisions.person_ids)),
        )
        for condition, values in asked:
            for some in portions(values):
                self.by_id |= {
                    person.pk: person
                    for person in Person.objects.filter(**{condition: some}).select_related("merged_into")
                    if person.pk not in self.by_id
                }
        for record in list(self.by_id.values()):
            into = record.merged_into
            kept = self.by_id[record.pk] = self.by_id.setdefault(into.pk, into) if into else record
            if record.pin:
                self.by_pin[record.pin] = kept
            if kept is not record:
                self._merged[kept.pk].append(record)
            self.by_name[record.folded].append(record)
        if self._units is not None:
            self._read_units(people)

    def _read_units(self, people: list[RosterPerson]) -> None:
        """Where those work whose name the list has with no birth, or who are kept without one."""
        asked = {
            self.by_id[record.pk].pk
            for each in people
            for record in self.by_name.get(fold(each.main.full_name), ())
            if not (each.main.birth and _birth_of(record))
        }
        for some in portions(sorted(asked)):
            posts = Employment.objects.filter(person_id__in=some, left_on__isnull=True)
            for person_id, unit_id in posts.values_list("person_id", "unit_id"):
                self._works_in[person_id].add(unit_id)

    def is_set_aside(self, person: Person, name: str, value: Any) -> bool:
        """Whether HR has put this name or number aside in merging two records: the list does not bring it back."""
        return name in SET_ASIDE and any(getattr(each, name) == value for each in self._merged[person.pk])

    def holders_of_foreign_pins(self, people: list[RosterPerson]) -> Iterator[RosterPerson]:
        """Those of the list whose ПИН somebody else has here."""
        for each in people:
            pin = each.first("pin")
            kept = self.by_pin.get(pin) if pin else None
            if kept is not None and not any(_is_same(own, each.main) for own in (kept, *self._merged[kept.pk])):
                yield each

    def settled(self, row: ReadRow) -> Person | None:
        """The person that a held-back row was given to, once an officer has said so."""
        decision = self.decisions.holding_back(row)
        return self.by_id.get(decision.person_id or 0) if decision else None

    def found(self, people: list[RosterPerson]) -> dict[RosterPerson, Person]:
        """Who of the list is kept: the surest ways for all of them come first."""
        for each in people:
            for row in each.rows if each.is_held_back else each.waiting:
                settled, decision = self.settled(row), self.decisions.holding_back(row)
                if settled is not None and decision and decision.answer.get("same_person") != "True":
                    self._taken.add(settled.pk)
        found: dict[RosterPerson, Person] = {}
        coming_in = [each for each in people if not each.is_held_back]
        for way in (self._by_pin, self._by_decision, self.named, self._by_unit):
            for each in coming_in:
                person = way(each) if each not in found else None
                if person is not None and person.pk not in self._taken:
                    self._taken.add(person.pk)
                    found[each] = person
        return found

    def _by_pin(self, each: RosterPerson) -> Person | None:
        return self.by_pin.get(each.first("pin") or "")

    def _by_decision(self, each: RosterPerson) -> Person | None:
        """The person whose doubtful cell was asked about before, whatever the answer has changed since."""
        ids = (known.person_id for row in each.rows if row.decisions for known in self.decisions.of(row))
        return next((self.by_id[pk] for pk in ids if pk in self.by_id), None)

    def named(self, each: RosterPerson) -> Person | None:
        """By name and day of birth, or name and year of birth, or name and a way to reach them."""
        pin, row = each.first("pin"), each.main
        for record in self.by_name.get(fold(row.full_name), ()):
            person = self.by_id[record.pk]
            if person.pk in self._taken or (pin and record.pin and record.pin != pin):
                continue
            if row.birth_on and record.birth_on:
                if row.birth_on == record.birth_on:
                    return person
                continue
            if row.birth and row.birth == _birth_of(record):
                return person
            if (row.phone and row.phone == record.phone) or (row.email and row.email == record.email):
                return person
        return None

    def _by_unit(self, each: RosterPerson) -> Person | None:
        """By name and unit, where no birth tells namesakes apart: a list of names and posts brings nobody in twice."""
        pin, row = each.first("pin"), each.main
        if self._units is None or row.full_name == "":
            return None
        unit = self._units.find(row.unit)
        there = {
            person.pk: person
            for record in self.by_name.get(fold(row.full_name), ())
            if not (row.birth and _birth_of(record)) and not (pin and record.pin and record.pin != pin)
            for person in [self.by_id[record.pk]]
            if person.pk not in self._taken and unit.pk in self._works_in[person.pk]
        }
        return next(iter(there.values())) if len(there) == 1 else None


def _birth_of(person: Person) -> int | None:
    """The year of birth, however much of the day is kept."""
    return person.birth_on.year if person.birth_on else person.birth_year


def _is_same(person: Person, row: ReadRow) -> bool:
    """Whether a kept person with a row's ПИН can be the row's: the family name may have changed, not all of it."""
    if person.folded == fold(row.full_name):
        return True
    if fold(person.given_name) != fold(row.given):
        return False
    if fold(person.family_name) == fold(row.family):
        return True
    return row.birth is not None and row.birth == _birth_of(person)
