"""What is kept already of what a list of past training names: people and their units. Read in portions."""

from collections import defaultdict
from collections.abc import Iterable

from ostu_qualification.core.words.folding import fold
from staff.people.models import Employment, Person
from staff.people.portions import portions
from staff.units.models import Unit

from .reading import PastLine


class KnownStaff:
    """Finds the person of a line: by personal number, else by name and unit, else by a name that only one person has."""

    def __init__(self, lines: Iterable[PastLine]) -> None:
        lines = list(lines)
        self._people: dict[int, Person] = {}
        pins = sorted({line.pin for line in lines if line.pin})
        names = sorted({fold(line.full_name) for line in lines if line.full_name})
        for condition, values in (("pin__in", pins), ("folded__in", names)):
            for some in portions(values):
                found = Person.objects.filter(**{condition: some}).select_related("merged_into")
                for person in found:
                    self._people[person.pk] = person
        self._by_pin = {person.pin: person for person in self._people.values() if person.pin}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in self._people.values():
            self._by_name[person.folded].append(person)
        self._units = self._read_units(lines)

    def _read_units(self, lines: list[PastLine]) -> dict[int, set[str]]:
        """The folded names of units where those work or worked of whom the name alone does not say enough."""
        unsure = {fold(line.full_name) for line in lines if line.pin and line.pin not in self._by_pin}
        asked = [
            person.pk for name, some in self._by_name.items() if len(some) > 1 or name in unsure for person in some
        ]
        units = {unit.pk: unit for unit in Unit.objects.all()} if asked else {}
        self._unit_names = {name for unit in units.values() for name in _names(unit)}
        found: dict[int, set[str]] = defaultdict(set)
        for some in portions(asked):
            for person_id, unit_id in Employment.objects.filter(person_id__in=some).values_list("person_id", "unit_id"):
                unit = units.get(unit_id)
                while unit is not None:
                    found[person_id] |= _names(unit)
                    unit = units.get(unit.parent_id or 0)
        return found

    def find(self, line: PastLine) -> tuple[Person | None, str]:
        """The person and what is to be said: why nobody was found, or that the personal number did not help.

        A number that nobody has may be one that was corrected since: the person is then taken by name, unless the line
        names a unit of ours where nobody of that name works.
        """
        name = fold(line.full_name)
        owner = self._by_pin.get(line.pin)
        if owner is not None:
            return (_kept(owner), "") if not name or _may_be(owner, name) else (None, "pin_of_another")
        named = self._by_name.get(name, [])
        if line.pin or len(named) > 1:
            here = [person for person in named if fold(line.unit) in self._units.get(person.pk, ())]
            is_elsewhere = not here and fold(line.unit) in self._unit_names
            if line.pin and named and is_elsewhere and all(person.pin for person in named):
                return None, "pin_of_another"
            named = here or named
        found = {_kept(person).pk: _kept(person) for person in named}
        if len(found) == 1:
            return next(iter(found.values())), "found_by_name" if line.pin else ""
        return None, "several_people" if found else "unknown_person"


def _names(unit: Unit) -> set[str]:
    return {fold(name) for name in (unit.name_ky, unit.name_ru, unit.name_en) if name}


def _kept(person: Person) -> Person:
    return person.merged_into or person


def _may_be(person: Person, name: str) -> bool:
    """Whether a name can be that of the person with its number: family name or given name may have changed, not both."""
    return bool({fold(person.family_name), fold(person.given_name)} & _parts(name)) or person.folded == name


def _parts(name: str) -> set[str]:
    """The words of a folded name, and its beginnings of several words («камчы кызы»)."""
    words = name.split()
    return {*words, *(" ".join(words[:count]) for count in range(1, len(words)))}
