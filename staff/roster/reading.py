"""A staff list as a file becomes rows: what each line says, its notes and doubts; and lines that cannot be taken."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from sys import intern
from typing import IO, Any

from ostu_qualification.core.spreadsheets import BrokenCell, RawSheet, read_raw
from staff.vocabulary import POSTS

from . import contacts, dates, degrees, names, persons, posts, remarks, training
from .layout import Columns, Layout, fill_merged, lines_of
from .messages import message_for
from .names import Name
from .records import NOTHING, Decision, Note, ReadRow, Refusal, RosterUnit, Skipped, Understood, as_text
from .units import unit_from_cell

_YOUNGEST = 14
_HARDLY_TWICE = {"full_name", "pin", "phone", "email", "training"}
_LONGEST_UNIT = 250
_DAYS = {"birth", "hired", "career_start"}
_TEACHING_UNITS = {"department", "college", "subject_group"}


@dataclass
class Roster:
    """A staff list as it was understood. Nothing that is written in it is missing: see `skipped` and `refused`."""

    rows: list[ReadRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    head_rows: dict[str, int] = field(default_factory=dict)
    unknown_columns: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def _persons(self) -> list[persons.RosterPerson]:
        return persons.grouped(self.rows)

    def persons(self) -> list[persons.RosterPerson]:
        """The people of the list with their rows; finding who is who is what fills the last decisions."""
        return self._persons

    @property
    def decisions(self) -> list[Decision]:
        """All cells that wait for an officer, in the order of the list."""
        self.persons()
        return [decision for row in self.rows for decision in row.decisions]

    @property
    def notes(self) -> list[Note]:
        """All cells understood differently from how they are written."""
        self.persons()
        return [note for row in self.rows for note in row.notes]

    def remarks(self) -> dict[str, dict[int, str]]:
        """What the column «Ката» says, by sheet and row: doubts and refusals in the active language."""
        found: dict[str, dict[int, list[str]]] = {}
        waiting: list[Decision | Refusal] = [*self.decisions, *self.refused]
        for each in waiting:
            text = f"{each.column}{each.row}: {message_for(each.kind)}"
            found.setdefault(each.sheet, {}).setdefault(each.row, []).append(text)
        return {sheet: {row: "\n".join(texts) for row, texts in rows.items()} for sheet, rows in found.items()}

    def summary(self) -> dict[str, Any]:
        """The counts and lists that `import_staff --json` prints: now, and once the first proposals are taken."""
        people = self.persons()
        now = [person for person in people if not person.is_held_back]
        return {
            "rows": len(self.rows) + len(self.refused),
            "persons": len(now),
            "employments": sum(len(person.rows) for person in now),
            "decisions": [_as_json(each) for each in self.decisions],
            "refused": [
                {"sheet": each.sheet, "row": each.row, "column": each.column, "kind": each.kind}
                for each in self.refused
            ],
            "persons_after_right_decisions": len(people),
            "employments_after_right_decisions": sum(len(each.rows) + len(each.waiting) for each in people),
            "training_lines": sum(len(person.trainings) for person in people),
            "pauses": sum(len(person.pauses) for person in people),
            "persons_without_academic_degree": sum(1 for person in people if not person.degree_level),
        }


def _as_json(decision: Decision) -> dict[str, Any]:
    return {
        "sheet": decision.sheet,
        "row": decision.row,
        "column": decision.column,
        "kind": decision.kind,
        "written": decision.written,
        "proposals": decision.proposals,
    }


def read_roster(source: str | Path | bytes | IO[bytes], *, today: dt.date) -> Roster:
    """Read a staff list (.xlsx, .xls, .ods) whatever its layout. Raises NotASpreadsheet.

    `today` decides which years are possible and what «12 жыл» of service mean.
    """
    content = Path(source).read_bytes() if isinstance(source, (str, Path)) else source
    reader = _Reader(today)
    for sheet in read_raw(content):
        reader.read_sheet(sheet)
    return reader.roster


class _Reader:
    """Understands cells; texts that come again and again only once."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.roster = Roster()
        self._understand: dict[str, Callable[[Any], Understood]] = {
            "full_name": names.read_name,
            "post": posts.read_post,
            "rate": posts.read_rate,
            "basis": posts.read_basis,
            "degree": degrees.read_degree,
            "title": degrees.read_degree,
            "birth": partial(dates.read_birth, today=today),
            "hired": partial(dates.read_hired, today=today),
            "career_start": partial(dates.read_career_start, today=today),
            "pin": partial(contacts.read_pin, today=today),
            "phone": contacts.read_phone,
            "email": contacts.read_email,
            "training": partial(training.read_training, today=today),
            "remark": partial(remarks.read_remark, today=today),
        }
        self._known: dict[str, dict[Any, Understood]] = {name: {} for name in self._understand}
        self._plans: dict[int, tuple[Columns, list[Any], dict[str, int]]] = {}

    def read_sheet(self, sheet: RawSheet) -> None:
        if sheet.is_hidden:
            self.roster.skipped.append(Skipped(sheet.name, 0, "hidden_sheet"))
            return
        fill_merged(sheet.rows, sheet.merged)
        layout = Layout(sheet.name, sheet.hidden_columns)
        self._sheet = sheet
        unit_written = ""
        for number, raw, columns, unit in lines_of(sheet.name, sheet.rows, layout):
            plan, by_field = self._plan(columns)
            if "unit" in by_field:
                cell = raw[by_field["unit"]] if by_field["unit"] < len(raw) else ""
                unit_written = "" if isinstance(cell, BrokenCell) else as_text(cell) or unit_written
                unit = RosterUnit("", "") if isinstance(cell, BrokenCell) else unit
                unit = self._unit(unit_written, unit) if unit_written else unit
            self._read_line(ReadRow(sheet.name, number, unit, columns=by_field, raw=raw), plan)
        self.roster.skipped.extend(layout.skipped)
        if layout.head_row:
            self.roster.head_rows[sheet.name] = layout.head_row
        if layout.unknown_columns:
            self.roster.unknown_columns[sheet.name] = [text for _index, text in layout.unknown_columns]

    def _plan(self, columns: Columns) -> tuple[list[Any], dict[str, int]]:
        known = self._plans.get(id(columns))
        if known is None:
            plan = [
                (index, name, self._understand[name], None if name in _HARDLY_TWICE else self._known[name])
                for index, name in columns.places
                if name in self._understand
            ]
            known = self._plans[id(columns)] = (columns, plan, columns.by_field)
        return known[1], known[2]

    def _unit(self, written: str, above: RosterUnit) -> RosterUnit:
        cache = self._known.setdefault("unit", {})
        if written not in cache:
            cache[written] = Understood(unit_from_cell(written, hint=above.hint))
        found: RosterUnit = cache[written].value
        return found

    def _read_line(self, row: ReadRow, plan: list[Any]) -> None:
        values: dict[str, Any] = {}
        doubts: list[tuple[str, Understood]] = []
        raw, width = row.raw, len(row.raw)
        for index, name, understand, known in plan:
            cell = raw[index] if index < width else ""
            if cell == "" or cell is None:
                continue
            if name in _DAYS:
                cell = self._sheet.day(cell)
            got = None if known is None else known.get(cell)
            if got is None:
                got = _of_broken(name, cell) if isinstance(cell, BrokenCell) else understand(cell)
                if known is not None:
                    known[cell] = got
            if not got.note and (row.row - 1, index) in self._sheet.tidied:
                got = got._replace(note="letters_tidied", shown=as_text(cell))
            if got.note:
                row.noted.append((index, cell, got))
                row.career_is_reckoned |= got.note == "years_of_service"
            if got.doubt:
                doubts.append((name, got))
            value = got.value
            if value is not None:
                before = values.get(name)
                values[name] = value if before is None else before + value if name == "training" else before
        name = values.get("full_name")
        if name is None:
            read = next((got for field, got in doubts if field == "full_name"), NOTHING)
            read = read if read.doubt else self._name_in_parts(row)
            if read.value is None:
                self._refuse(row, read.doubt)
                return
            name = read.value
            if read.note:
                row.noted.append((row.columns["family"], row.written("family"), read))
        if not row.unit.name:
            self._refuse(row, "unit_missing")
            return
        if len(row.unit.name) > _LONGEST_UNIT:
            self._refuse(row, "unit_too_long")
            return
        self._fill(row, name, values)
        for field_name, got in doubts:
            self._doubt(row, field_name, got)
        if row.hired_on and row.birth and row.hired_on.year - row.birth < _YOUNGEST:
            row.hired_on = None
            row.doubt("hired", "date_impossible", [])
        if not row.noted and not row.decisions:
            row.raw = []
        self.roster.rows.append(row)

    def _refuse(self, row: ReadRow, kind: str) -> None:
        """Leave a row out; a broken cell of its name or unit is the reason before any other."""
        for name in ("full_name", "family", "given", "patronymic", "unit"):
            cell = row.cell(name)
            if isinstance(cell, BrokenCell):
                self.roster.refused.append(Refusal(row.sheet, row.row, row.column_of(name), cell.kind))
                return
        self.roster.refused.append(Refusal(row.sheet, row.row, row.column_of("full_name"), kind))

    def _name_in_parts(self, row: ReadRow) -> Understood:
        """Family name, given name and patronymic in columns of their own."""
        parts = ("family", "given", "patronymic")
        if any(isinstance(row.cell(part), BrokenCell) for part in parts):
            return Understood(doubt="name_incomplete")
        return names.name_of_parts(*map(row.written, parts))

    def _fill(self, row: ReadRow, name: Name, values: dict[str, Any]) -> None:
        row.family, row.given, row.patronymic, row.sex, remark, row.mark = name
        get = values.get
        birth = get("birth")
        if isinstance(birth, int):
            row.birth_year = birth
        else:
            row.birth_on = birth
        row.pin = row.pin_written = get("pin") or ""
        row.phone, row.email = get("phone") or "", get("email") or ""
        degree = get("degree")
        if degree is not None:
            row.degree_level, row.degree_field, row.title = degree
        title = get("title")
        if title is not None:
            row.title = title.title or row.title
            if not row.degree_level:
                row.degree_level, row.degree_field = title.level, title.field
        row.hired_on = get("hired")
        career = get("career_start")
        if career is not None:
            row.career_start_on, row.career_is_year = career.first, len(career.month_or_year) == 4
        post = get("post")
        if post is not None:
            row.post, row.is_acting = post
            row.category = POSTS[row.post].category
        else:
            row.category = "teaching" if row.unit.kind in _TEACHING_UNITS else "other"
        rate = get("rate")
        row.is_hourly = rate == "hourly"
        row.rate = None if row.is_hourly else rate
        row.basis = get("basis") or ""
        row.basis_written = intern(row.written("basis"))
        row.trainings = get("training") or ()
        pauses = get("remark")
        if isinstance(pauses, tuple):
            row.pauses = pauses
        else:
            row.remark = pauses or ""
        if remark:
            self._remark_in_name(row, remark)

    def _remark_in_name(self, row: ReadRow, written: str) -> None:
        """Words in brackets behind a name are a remark: «(декретте)»."""
        got = remarks.read_remark(written, self.today)
        index = row.columns.get("full_name", 0)
        row.noted.append((index, row.raw[index], Understood(written, "remark_in_name", got.shown or written)))
        if isinstance(got.value, tuple) and got.value:
            row.pauses = row.pauses or got.value
        elif got.doubt:
            for each in got.proposals:
                row.doubt("full_name", got.doubt, [dict(each)])
        else:
            row.remark = row.remark or written

    def _doubt(self, row: ReadRow, name: str, got: Understood) -> None:
        proposals = [dict(each) for each in got.proposals]
        if name in (
            "training",
            "remark",
        ):  # each training or leave of a cell is a question of its own: none is left out
            for each in proposals:
                row.doubt(name, got.doubt, [each])
            return
        if name in ("birth", "hired", "career_start"):
            key = {"birth": "birth_on", "hired": "hired_on"}.get(name, "career_start_on")
            days = [each["day"] for each in proposals]
            if name == "hired":
                days.sort(key=lambda day: not self._fits(row, dt.date.fromisoformat(day)))
            proposals = [{key: day} for day in days]
        elif name == "post":
            proposals = [{**each, "category": self._category(row, each["post"])} for each in proposals]
        elif name == "degree" and got.doubt == "ambiguous_degree" and _is_about_thought(row.unit):
            proposals.reverse()
        row.doubt(name, got.doubt, proposals)

    def _fits(self, row: ReadRow, day: dt.date) -> bool:
        """Whether somebody can have been hired that day: not before the career began, nor as a child."""
        after = row.career_start_on.year if row.career_start_on else (row.birth or 0) + _YOUNGEST
        return after <= day.year and day <= self.today

    def _category(self, row: ReadRow, post: str) -> str:
        return row.category if post == "other" else POSTS[post].category


def _of_broken(name: str, cell: BrokenCell) -> Understood:
    """An error or a formula without its result: never empty, always named."""
    if name == "training":
        return Understood(doubt="training_not_understood", proposals=({},))
    if name == "remark":
        return Understood(note=cell.kind, shown="—")
    return Understood(doubt=cell.kind)


def _is_about_thought(unit: RosterUnit) -> bool:
    """Whether a unit rather has philosophers than philologists."""
    lowered = unit.name.casefold()
    return any(word in lowered for word in ("философ", "гуманитар", "социал", "коом"))


__all__ = ["Roster", "read_roster"]
