"""Who is meant: a pasted list of names, or a unit and category. Clause 6.1."""

import datetime as dt
import re
from typing import NamedTuple

from ostu_qualification.core.words.folding import fold
from staff.people.actors import with_units_below
from staff.people.models import Basis, Employment, Person
from staff.people.queries import find_people
from staff.units.models import Unit

MOST_NAMES = 300
CANDIDATES = 6
KEY = re.compile(r"№\s*(\d{1,9})\)?\s*$")
NUMBERING = re.compile(r"^\s*\d{1,3}[.)]\s+")


class Chosen(NamedTuple):
    """The people that are meant; lines that name nobody, and lines that name several, with these."""

    person_ids: tuple[int, ...]
    missing: tuple[str, ...] = ()
    several: tuple[tuple[str, tuple[str, ...]], ...] = ()


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
