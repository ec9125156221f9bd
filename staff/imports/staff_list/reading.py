"""A staff list as a file becomes rows: what each line says, its notes and doubts; and lines that cannot be taken."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from ostu_qualification.core.sheets.spreadsheets import BrokenCell, RawSheet, read_raw, without_heading
from staff.imports.cells import bases, contacts, dates, degrees, names, posts, remarks, training
from staff.imports.cells.headings import NOT_TAKEN, field_of
from staff.imports.cells.merged import fill_merged
from staff.imports.cells.records import (
    NOTHING,
    Decision,
    Note,
    ReadRow,
    Refusal,
    RosterUnit,
    Skipped,
    Understood,
    as_text,
)
from staff.imports.cells.units import unit_from_cell

from . import filling
from .layout import Columns, Layout, footnotes, lines_of
from .messages import message_for
from .persons import RosterPerson, grouped
from .unread import holds_what_we_need

_HARDLY_TWICE = {"full_name", "pin", "phone", "email", "training"}
_DAYS = {"birth", "hired", "career_start"}
_LONGEST_UNIT = 250
_PARTS: dict[str, tuple[Callable[[Any], tuple[str, str]], int]] = {
    "post": (posts.post_and_rate, 0),
    "rate": (posts.post_and_rate, 1),
    "phone": (contacts.phone_and_email, 0),
    "email": (contacts.phone_and_email, 1),
}


@dataclass
class Roster:
    """A staff list as it was understood. Nothing that is written in it is missing: see `skipped` and `refused`.

    `persons` are the people of the list with their rows; `headings` are rows of column headings with doubts about columns
    that were not read.
    """

    rows: list[ReadRow] = field(default_factory=list)
    headings: list[ReadRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    head_rows: dict[str, int] = field(default_factory=dict)
    unknown_columns: dict[str, list[str]] = field(default_factory=dict)
    persons: list[RosterPerson] = field(default_factory=list)

    @property
    def decisions(self) -> list[Decision]:
        """All cells that wait for an officer, in the order of the list."""
        return [decision for row in self.asked for decision in row.decisions]

    @property
    def asked(self) -> list[ReadRow]:
        """Whatever can hold a doubt: the headings of sheets, and the rows."""
        return [*self.headings, *self.rows]

    @property
    def notes(self) -> list[Note]:
        """All cells understood differently from how they are written."""
        return [note for row in self.asked for note in row.notes]

    @property
    def unread_sheets(self) -> list[Skipped]:
        """The sheets of which nothing was read, with the reason."""
        return [each for each in self.skipped if not each.row]

    def remarks(self) -> dict[str, dict[int, str]]:
        """What the column «Ката» says, by sheet and row: doubts and refusals in the active language."""
        found: dict[str, dict[int, list[str]]] = {}
        waiting: list[Decision | Refusal] = [*self.decisions, *self.refused]
        for each in waiting:
            text = f"{each.column}{each.row}: {message_for(each.kind)}"
            found.setdefault(each.sheet, {}).setdefault(each.row, []).append(text)
        return {sheet: {row: "\n".join(texts) for row, texts in rows.items()} for sheet, rows in found.items()}

    @property
    def digest(self) -> str:
        """What tells whether a list is understood as it was: made of all that its rows say and of every doubt."""
        said = [row.said for row in self.rows]
        doubts = [(each.sheet, each.row, each.column, each.kind) for each in self.decisions]
        refused = [(each.sheet, each.row, each.kind) for each in self.refused]
        return hashlib.sha256(repr((said, doubts, refused)).encode()).hexdigest()

    def summary(self) -> dict[str, Any]:
        """The counts and lists that `import_staff --json` prints: now, and once the first proposals are taken."""
        people = self.persons
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
            "unread_sheets": [{"sheet": each.sheet, "kind": each.kind} for each in self.unread_sheets],
            "unread_columns": self.unknown_columns,
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
    return reader.finished()


class _Reader:
    """Understands cells; texts that come again and again only once."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.roster = Roster()
        self._understand: dict[str, Callable[[Any], Understood]] = {
            "full_name": names.read_name,
            "post": posts.read_post,
            "rate": posts.read_rate,
            "basis": bases.read_basis,
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
        self._orders: dict[tuple[str, int], str] = {}
        self._plans: list[tuple[Columns, list[Any], dict[str, int]]] = []

    def finished(self) -> Roster:
        """The list with its people: who is who is found once all rows are read, and leaves the last doubts."""
        self.roster.persons = grouped(self.roster.rows)
        return self.roster

    def read_sheet(self, sheet: RawSheet) -> None:
        if sheet.is_hidden:
            self.roster.skipped.append(Skipped(sheet.name, 0, "hidden_sheet"))
            return
        fill_merged(sheet.rows, sheet.merged)
        layout = Layout(sheet.name, sheet.hidden_columns)
        self._sheet = sheet
        unit_written, first = "", len(self.roster.rows)
        for number, raw, columns, unit in lines_of(sheet.name, sheet.rows, layout):
            plan, by_field = self._plan(columns)
            if "unit" in by_field:
                cell = raw[by_field["unit"]] if by_field["unit"] < len(raw) else ""
                unit_written = "" if isinstance(cell, BrokenCell) else as_text(cell) or unit_written
                unit = RosterUnit("", "") if isinstance(cell, BrokenCell) else unit
                unit = self._unit(unit_written, unit) if unit_written else unit
            row = ReadRow(sheet.name, number, unit, columns=by_field, raw=raw)
            self._read_line(row, plan, layout.section)
            if number - 1 in sheet.hidden_rows:
                row.noted.append((min(by_field.values()), row.full_name, Understood(number, "hidden_row", str(number))))
        notes = footnotes(layout)
        for row in self.roster.rows[first:]:
            if row.mark:
                filling.basis_by_mark(row, notes)
        self.roster.skipped.extend(layout.skipped)
        if layout.head_row:
            self.roster.head_rows[sheet.name] = layout.head_row
            layout.unknown_columns += tuple(without_heading(sheet.rows[layout.head_row :], layout.headed).items())
        if layout.unknown_columns:
            self.roster.unknown_columns[sheet.name] = list(dict.fromkeys(text for _at, text in layout.unknown_columns))
        self._ask_about_columns(sheet, layout)

    def _ask_about_columns(self, sheet: RawSheet, layout: Layout) -> None:
        """A column with hours, days or addresses that nobody reads is a question about its heading; hidden ones are noted."""
        if not layout.unknown_columns and not layout.hidden_columns:
            return
        heading = ReadRow(sheet.name, layout.head_row, RosterUnit(sheet.name), raw=sheet.rows[layout.head_row - 1])
        for index, text in layout.hidden_columns:
            heading.noted.append((index, text, Understood(text, "hidden_column", text)))
        for index, text in layout.unknown_columns:
            cells = (row[index] for row in sheet.rows[layout.head_row :] if index < len(row))
            if field_of(text) not in NOT_TAKEN and holds_what_we_need(cells, self.today):
                heading.columns["column"] = index
                heading.doubt("column", "column_unread", []).written = text
        if heading.decisions or heading.noted:
            self.roster.headings.append(heading)

    def _plan(self, columns: Columns) -> tuple[list[Any], dict[str, int]]:
        known = next((each for each in self._plans if each[0] is columns), None)
        if known is None:
            plan = [
                (
                    index,
                    name,
                    self._reader(name, is_joint=index in columns.joint),
                    self._cache(name, index in columns.joint),
                )
                for index, name in columns.places
                if name in self._understand
            ]
            known = (columns, plan, columns.by_field)
            self._plans = [known, *self._plans[:3]]  # lines follow their heading
        return known[1], known[2]

    def _reader(self, name: str, *, is_joint: bool) -> Callable[[Any], Understood]:
        """What understands a column; of a joint one, such as «Должность, ставка», its own part of each cell."""
        understand = self._understand[name]
        if not is_joint:
            return understand
        split, part = _PARTS[name]
        return lambda cell: understand(split(cell)[part])

    def _cache(self, name: str, is_joint: bool) -> dict[Any, Understood] | None:
        return None if is_joint or name in _HARDLY_TWICE else self._known[name]

    def _unit(self, written: str, above: RosterUnit) -> RosterUnit:
        cache = self._known.setdefault("unit", {})
        if written not in cache:
            cache[written] = Understood(unit_from_cell(written, hint=above.hint))
        found: RosterUnit = cache[written].value
        return found

    def _read_line(self, row: ReadRow, plan: list[Any], section: str) -> None:
        values, doubts = self._cells(row, plan)
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
        if not row.unit.name or len(row.unit.name) > _LONGEST_UNIT:
            self._refuse(row, "unit_too_long" if row.unit.name else "unit_missing")
            return
        doubts = self._told_apart(row, values, doubts)
        is_post_doubted = any(field_name == "post" for field_name, _got in doubts)
        filling.fill(row, name, values, self.today, is_post_doubted=is_post_doubted, section=section)
        for field_name, got in doubts:
            filling.doubt(row, field_name, got, self.today)
        if row.hired_on and row.birth and row.hired_on.year - row.birth < filling.YOUNGEST:
            row.hired_on = None
            row.doubt("hired", "date_impossible", [])
        if not row.noted and not row.decisions:
            row.raw = []
        self.roster.rows.append(row)

    def _cells(self, row: ReadRow, plan: list[Any]) -> tuple[dict[str, Any], list[tuple[str, Understood]]]:
        """What each cell of a line says, by field, and the doubts; of two cells of one field the first counts."""
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
            value, before = got.value, values.get(name)
            if before is None:
                values[name] = value
            elif name == "training" and value:
                values[name] = before + value
            elif value is not None and value != before:
                row.noted.append((index, cell, Understood(value, "said_before", row.written(name))))
        return values, doubts

    def _told_apart(
        self, row: ReadRow, values: dict[str, Any], doubts: list[tuple[str, Understood]]
    ) -> list[tuple[str, Understood]]:
        """Doubts without those about 04/09/1989 that the personal number or the other days of the column settle."""
        left = []
        for name, got in doubts:
            if got.doubt != "date_ambiguous":
                left.append((name, got))
                continue
            settled = filling.day_by_pin(got, values.get("pin") or "") if name == "birth" else got
            settled = filling.day_by_column(settled, self._order(row.columns[name])) if settled.doubt else settled
            if settled.doubt:
                left.append((name, got))
            else:
                row.noted.append((row.columns[name], row.cell(name), settled))
                values[name] = dates.Span(settled.value, settled.value) if name == "career_start" else settled.value
        return left

    def _order(self, column: int) -> str:
        """Whether day or month comes first in a column of this sheet."""
        key = self._sheet.name, column
        if key not in self._orders:
            self._orders[key] = dates.order_of(row[column] for row in self._sheet.rows if column < len(row))
        return self._orders[key]

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


def _of_broken(name: str, cell: BrokenCell) -> Understood:
    """An error or a formula without its result: never empty, always named."""
    if name == "training":
        return Understood(doubt="training_not_understood", proposals=({},))
    if name == "remark":
        return Understood(note=cell.kind, shown="—")
    return Understood(doubt=cell.kind)


__all__ = ["Roster", "read_roster"]
