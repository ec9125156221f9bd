"""Who the rows of a staff list are: one person in two posts, two rows that may be one person, two people with one ПИН.

Only the two last doubts hold back what they concern; every other row comes in at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any

from ostu_qualification.core.words.folding import fold
from staff.imports.cells.contacts import birth_in_pin, sex_in_pin
from staff.imports.cells.records import PauseSpan, ReadRow, TrainingLine, Understood
from staff.ledger.same_training import each_once

_MOST_RATE = Decimal("1.5")
_SAME_LETTERS = str.maketrans("ңөүёэқғҳўҢӨҮЁЭҚҒҲЎ", "ноуеекгхуНОУЕЕКГХУ")


@dataclass(slots=True, eq=False)
class RosterPerson:
    """A person with the rows that are surely theirs, the main post first, and those that wait for an officer.

    `is_held_back` when all of the person waits, because someone else has the same ПИН.
    """

    rows: list[ReadRow]
    waiting: list[ReadRow] = field(default_factory=list)
    is_held_back: bool = False

    @property
    def main(self) -> ReadRow:
        """The row of the main post, else the first."""
        return self.rows[0]

    def first(self, name: str) -> Any:
        """A value from the main row, else from the first other row that has it."""
        for row in self.rows:
            value = getattr(row, name)
            if value:
                return value
        return getattr(self.rows[0], name)

    @property
    def degree_level(self) -> str:
        """Candidate, doctor, PhD or none."""
        return next((row.degree_level for row in chain(self.rows, self.waiting) if row.degree_level), "")

    @property
    def trainings(self) -> list[TrainingLine]:
        """Each line once, also when both rows of a person tell it."""
        return each_once(chain.from_iterable(row.trainings for row in chain(self.rows, self.waiting)))

    @property
    def pauses(self) -> list[PauseSpan]:
        """Each pause once, as the first row tells it."""
        spans = list(chain.from_iterable(row.pauses for row in chain(self.rows, self.waiting)))
        return list({(span.reason, span.started_on): span for span in reversed(spans)}.values())[::-1]


def grouped(rows: Iterable[ReadRow]) -> list[RosterPerson]:
    """The people of a list, in its order. Leaves doubts about who is who with the rows they concern."""
    rows = list(rows)
    people = _by_pin(rows)
    _join_those_without_pin(people)
    for person in people:
        if len(person.rows) > 1:
            person.rows.sort(key=lambda row: row.basis not in ("main", ""))
        if len(person.rows) > 1 or person.rows[0].basis != "main":
            _settle_bases(person)
        for row in person.waiting:
            if row.basis in ("secondary", ""):
                row.basis = "inner"
        if len(person.rows) > 1:
            _compare_pauses(person)
    for row in rows:
        if row.pin:
            _compare_with_pin(row)
    return people


def _compare_pauses(person: RosterPerson) -> None:
    """A leave that another row of the person ends on another day is asked about there. Clause 1.3."""
    ends = {(span.reason, span.started_on): span.ended_on for span in person.pauses}
    for row in person.rows:
        for span in row.pauses:
            end = ends[span.reason, span.started_on]
            if span.ended_on != end:
                days = [day.isoformat() for day in (span.ended_on, end) if day]
                row.doubt("remark", "pause_end_differs", [{"ended_on": day} for day in days])


def _by_pin(rows: list[ReadRow]) -> list[RosterPerson]:
    """Rows with one ПИН are one person, unless name and birth say that they are two."""
    people: list[RosterPerson] = []
    by_pin: dict[str, list[RosterPerson]] = {}
    for row in rows:
        known = by_pin.get(row.pin) if row.pin else None
        person = next((each for each in known if _is_same(each.rows[0], row)), None) if known else None
        if person is not None:
            person.rows.append(row)
            continue
        person = RosterPerson([row])
        people.append(person)
        if row.pin:
            by_pin.setdefault(row.pin, []).append(person)
    for sharing in by_pin.values():
        if len(sharing) > 1:
            _doubt_pin(sharing)
    return people


def _is_same(one: ReadRow, other: ReadRow) -> bool:
    if one.family == other.family and one.given == other.given:
        return True
    if fold(one.full_name) == fold(other.full_name):
        return True
    return fold(one.given) == fold(other.given) and one.birth is not None and one.birth == other.birth


def _doubt_pin(sharing: list[RosterPerson]) -> None:
    """Two people with one ПИН: it belongs to the one whose birth it carries; the others wait, with the ПИН left out."""
    owner = min(sharing, key=lambda person: not _fits_pin(person.main))
    for person in sharing:
        if person is owner:
            continue
        person.is_held_back = True
        for row in person.rows:
            row.held_back = True
            row.pin = ""
            row.doubt("pin", "duplicate_pin", [{"pin": ""}], owner.main)


def _fits_pin(row: ReadRow) -> bool:
    born = birth_in_pin(row.pin_written)
    if born is None or (row.sex and row.sex != sex_in_pin(row.pin_written)):
        return False
    return row.birth_on == born if row.birth_on else row.birth_year == born.year


def _join_those_without_pin(people: list[RosterPerson]) -> None:
    """A row without ПИН belongs to a person of the same name and birth, surely or for an officer to say."""
    buckets: dict[tuple[Any, ...], list[RosterPerson]] = defaultdict(list)
    for person in people:
        row = person.rows[0]
        key = (row.birth, row.family[:1].translate(_SAME_LETTERS), row.given[:1].translate(_SAME_LETTERS))
        buckets[key].append(person)
    gone: set[RosterPerson] = set()
    for bucket in buckets.values():
        if len(bucket) > 1 and any(not person.main.pin_written for person in bucket):
            _join_bucket(bucket, gone)
    people[:] = [person for person in people if person not in gone]


def _join_bucket(bucket: list[RosterPerson], gone: set[RosterPerson]) -> None:
    by_name: dict[str, list[RosterPerson]] = defaultdict(list)
    for person in bucket:
        by_name[fold(person.main.full_name)].append(person)
    for named in by_name.values():
        without = [person for person in named if not person.main.pin_written]
        if len(named) < 2 or not without:
            continue
        # the row to stay is the one with a ПИН, else the main post, else the first
        named.sort(key=lambda person: (not person.main.pin_written, person.main.basis not in ("main", "")))
        keeper, *others = named
        for person in others:
            if person.main.pin_written or not _births_agree(keeper.main, person.main):
                continue
            row = person.main
            if _surely_same(keeper.main, row):
                keeper.rows.append(row)
                place = f"{keeper.main.sheet}, {keeper.main.row}"
                index = row.columns.get("full_name", 0)
                row.noted.append((index, row.written("full_name"), Understood(place, "same_person", place)))
            else:
                row.held_back, row.same_as = True, keeper.main
                proposal = {"same_person": True, "sheet": keeper.main.sheet, "row": keeper.main.row}
                row.doubt("full_name", "possible_duplicate_person", [proposal, {"same_person": False}], keeper.main)
                keeper.waiting.append(row)
            gone.add(person)


def _births_agree(one: ReadRow, other: ReadRow) -> bool:
    if one.birth_on and other.birth_on:
        return one.birth_on == other.birth_on
    return one.birth == other.birth


def _surely_same(one: ReadRow, other: ReadRow) -> bool:
    """The name letter for letter, the day of birth, and something else that two people hardly share."""
    if one.full_name != other.full_name or one.birth_on != other.birth_on or one.birth_on is None:
        return False
    return bool(
        (one.phone and one.phone == other.phone)
        or (one.email and one.email == other.email)
        or (one.sheet == other.sheet and abs(one.row - other.row) == 1)
        or (one.hired_on and one.hired_on == other.hired_on and one.career_start_on == other.career_start_on)
    )


def _settle_bases(person: RosterPerson) -> None:
    """One main post at most; a secondary one is inner when the main post is here too, outer when it is elsewhere."""
    rows = person.rows
    if not any(row.basis == "main" for row in rows):
        _choose_main(rows)
    mains = [row for row in rows if row.basis == "main"]
    for row in mains[1:]:
        row.basis = "inner"
        row.doubt("basis", "two_main_posts", [{"basis": "inner"}, {"basis": "outer"}], mains[0])
    rates = [row for row in rows if row.rate]
    total = sum(row.rate or 0 for row in rates)
    if len(rates) > 1 and total > _MOST_RATE:
        _note_rate(rates[-1], str(total))
    for row in rows:
        if row.basis in ("secondary", ""):
            row.basis = "inner" if mains else "outer"
            if not mains:
                _note_basis(row, "basis_outer")


def _choose_main(rows: list[ReadRow]) -> None:
    """Where no row says so, the post with the largest rate is the main one, and stands first."""
    unsaid = [row for row in rows if row.basis == ""]
    if not unsaid:
        return
    best = max(unsaid, key=lambda row: row.rate or Decimal(0))
    best.basis = "main"
    rows.remove(best)
    rows.insert(0, best)
    if len(unsaid) > 1:
        other = next(row for row in unsaid if row is not best)
        best.doubt("basis", "main_not_said", [{"basis": "main"}, {"basis": "inner"}], other)


def _note_rate(row: ReadRow, total: str) -> None:
    index = row.columns.get("rate")
    if index is not None:
        row.noted.append((index, f"{row.rate:.2f}", Understood(row.rate, "rates_exceed", total)))


def _note_basis(row: ReadRow, kind: str) -> None:
    index = row.columns.get("basis")
    if index is not None:
        row.noted.append((index, row.written("basis"), Understood(row.basis, kind, row.basis)))


def _compare_with_pin(row: ReadRow) -> None:
    """A ПИН that carries another birth or sex than the list waits; the person comes in without it."""
    born = birth_in_pin(row.pin)
    sex = sex_in_pin(row.pin)
    if born is None:
        return
    if (row.birth_on and row.birth_on != born) or (row.birth_year and row.birth_year != born.year):
        proposals = [{"pin": row.pin}, {"pin": row.pin, "birth_on": born.isoformat()}, {"pin": ""}]
        row.doubt("pin", "pin_birth_mismatch", proposals)
        row.pin = ""
    elif row.sex and row.sex != sex:
        row.doubt("pin", "pin_sex_mismatch", [{"pin": row.pin}, {"pin": ""}])
        row.pin = ""
    else:
        row.sex = row.sex or sex
