"""A list of past training read line by line: what each says, and why it cannot be taken. Clauses 4.1, 4.3.

A whole month or year counts to its last day. Hours are a whole number from 1 to 2000: half hours, and more than anybody
can study in a year, are refused rather than rounded. A document dated before the end of its training is taken and noted,
since offices date the document of a long course early; a missing form is taken and noted too, an unknown one is refused.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from ostu_qualification.core.sheets.spreadsheets import BrokenCell, RawSheet, read_raw, without_heading
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.texts import in_one_alphabet
from staff.imports.cells.contacts import read_pin
from staff.imports.cells.dates import Span, read_span
from staff.imports.cells.headings import field_of as field_of_person
from staff.imports.cells.merged import fill_merged
from staff.imports.cells.moments import moments_in
from staff.imports.cells.names import read_name
from staff.imports.cells.records import Skipped, as_text
from staff.ledger.levels import UnknownLevel, read_level

from .headings import OF_PERSON, field_of

MOST_HOURS = 2000
_HEADING_WITHIN = 40
_LEAST_FIELDS = 4
_LEAST_FILLED = 3
_FORMS = (
    ("short", ("кыска", "краткосроч", "short", "кратк")),
    ("thematic", ("тематик", "тематич", "themat")),
    ("long", ("узак", "долгосроч", "длительн", "long")),
    ("internship", ("стажировк", "стажеровк", "intern", "traineeship")),
)
_NOT_GIVEN = {"", "-", "–", "—", "?", "жок", "нет", "none"}
_HOURS = re.compile(
    r"([-–−]?\d{1,9}(?:[.,]\d+)?)\s*(?:академиялык\s+|академ\w*\.?\s*)?(?:саат\w*|час\w*|ч|с|hours?|h|а/ч)?\.?"
)
_LIMITS = {"title": 300, "provider": 250, "country": 100, "document_kind": 100, "document_number": 60}
_DAYS = ("started_on", "ended_on", "period", "document_on")
_OF_ONE_LINE = ("hours", "document_kind", "document_number", "document_on")


@dataclass(slots=True)
class PastLine:
    """One line of the list. `problems` are why it is not taken, `notes` what was understood differently.

    A problem of one cell carries its column: «cell_error:G».
    """

    sheet: str
    row: int
    full_name: str = ""
    pin: str = ""
    unit: str = ""
    title: str = ""
    provider: str = ""
    country: str = ""
    form: str = ""
    level: int | None = None
    hours: int = 0
    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    ended_within: str = ""
    document_kind: str = ""
    document_number: str = ""
    document_on: dt.date | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and row."""
        return self.sheet, self.row


@dataclass
class PastList:
    """All that a list of past training says."""

    lines: list[PastLine] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    head_rows: dict[str, int] = field(default_factory=dict)
    unknown_columns: dict[str, list[str]] = field(default_factory=dict)

    @property
    def unread_sheets(self) -> list[str]:
        """The sheets whose heading was not understood."""
        return [each.sheet for each in self.skipped if each.kind == "no_heading"]


Columns = dict[str, int]


def read_past_training(content: bytes, *, today: dt.date) -> PastList:
    """Read a list of past training with as many sheets as it has. Raises NotASpreadsheet."""
    found = PastList()
    for sheet in read_raw(content):
        if sheet.is_hidden:
            found.skipped.append(Skipped(sheet.name, 0, "hidden_sheet"))
        elif any(any(cell not in ("", None) for cell in row) for row in sheet.rows):
            _read_sheet(sheet, found, today)
    return found


def _read_sheet(sheet: RawSheet, found: PastList, today: dt.date) -> None:
    index, columns = _first_heading(sheet)
    if columns is None:
        found.skipped.append(Skipped(sheet.name, 0, "no_heading"))
        return
    found.head_rows[sheet.name] = index
    heading = {place: text for place, cell in enumerate(sheet.rows[index - 1]) if (text := as_text(cell))}
    unread = [text for place, text in heading.items() if place not in columns.values() and not field_of_person(text)]
    unread += without_heading(sheet.rows[index:], {*heading, *columns.values()}).values()
    if unread:
        found.unknown_columns[sheet.name] = unread
    _fill_merged(sheet, index, columns)
    for number, places, row in _rows(sheet, index, columns):
        filled = [name for name, place in places.items() if name != "number" and _cell(row, place) != ""]
        if not filled:
            continue
        if len(filled) < _LEAST_FILLED:
            texts = " ".join(as_text(cell) for cell in row if as_text(cell))
            found.skipped.append(Skipped(sheet.name, number, "text", texts[:200]))
            continue
        for name in _DAYS:
            if name in places and places[name] < len(row):
                row[places[name]] = sheet.day(row[places[name]])
        found.lines.append(_read_line(PastLine(sheet.name, number), row, places, today))


def _fill_merged(sheet: RawSheet, head_row: int, columns: Columns) -> None:
    """Write cells merged downwards into each of their rows: a person over several trainings, a training of several people.

    Hours and document of one person's merged rows are left out: whether each training has them nobody can say.
    """
    names = {place: name for name, place in columns.items()}
    below = [area for area in sheet.merged if area[0][0] >= head_row]
    of_one_person = {
        row
        for (top, left), (bottom, _right) in below
        if names.get(left) in OF_PERSON - {"number", "unit"}
        for row in range(top, bottom + 1)
    }
    fill_merged(
        sheet.rows,
        [area for area in below if not (names.get(area[0][1]) in _OF_ONE_LINE and area[0][0] in of_one_person)],
    )


def _rows(sheet: RawSheet, start: int, columns: Columns) -> Iterator[tuple[int, Columns, list[Any]]]:
    """The rows below a heading with their numbers; a heading repeated on the next page is read anew."""
    for number, row in enumerate(sheet.rows[start:], start + 1):
        again = _columns([row], sheet.hidden_columns) if all(isinstance(cell, str) for cell in row) else None
        if again is not None:
            columns = again
        elif not _is_numbering(row):
            yield number, columns, row


def _is_numbering(row: list[Any]) -> bool:
    """The row «1 2 3 4 …» that some lists have under the headings."""
    count = 0
    for cell in row:
        if cell == "" or cell is None:
            continue
        count += 1
        if as_text(cell) != str(count):
            return False
    return count > _LEAST_FILLED


def _first_heading(sheet: RawSheet) -> tuple[int, Columns | None]:
    """The number of the heading's last row and its columns; it may stand over two rows under merged titles."""
    rows, hidden = sheet.rows, sheet.hidden_columns
    for index in range(min(len(rows), _HEADING_WITHIN)):
        single, double = _columns(rows[index : index + 1], hidden), None
        if any(field_of(cell) for cell in rows[index] if isinstance(cell, str)) and index + 1 < len(rows):
            double = _columns(rows[index : index + 2], hidden)
        if double is not None and (single is None or len(double) > len(single)):
            return index + 2, double
        if single is not None:
            return index + 1, single
    return 0, None


def _columns(heading: list[list[Any]], hidden: frozenset[int]) -> Columns | None:
    """The columns of a heading when it names a person, a title and an end; of two rows the lower one says more.

    Of two columns for one thing the one that can be seen counts.
    """
    lower = heading[-1]
    if len(heading) > 1 and any(cell != "" and not (isinstance(cell, str) and field_of(cell)) for cell in lower):
        return None
    columns: Columns = {}
    for place in sorted(range(max(len(row) for row in heading)), key=lambda place: place in hidden):
        cells = [row[place] for row in reversed(heading) if place < len(row) and isinstance(row[place], str)]
        name = next((name for name in map(field_of, cells) if name), "")
        if name:
            columns.setdefault(name, place)
    has_person = bool({"full_name", "family", "pin"} & set(columns))
    has_end = bool({"ended_on", "period"} & set(columns))
    return columns if has_person and has_end and "title" in columns and len(columns) >= _LEAST_FIELDS else None


def _cell(row: list[Any], place: int | None) -> Any:
    return row[place] if place is not None and place < len(row) and row[place] is not None else ""


def _read_line(line: PastLine, row: list[Any], columns: Columns, today: dt.date) -> PastLine:
    def text(name: str) -> str:
        written = in_one_alphabet(as_text(_cell(row, columns.get(name))))
        return "" if written.casefold() in _NOT_GIVEN else written

    for name, place in columns.items():
        cell = _cell(row, place)
        if isinstance(cell, BrokenCell) and name != "number":
            line.problems.append(f"{cell.kind}:{get_column_letter(place + 1)}")
    is_broken = bool(line.problems)
    _read_person(line, text, _cell(row, columns.get("pin")), today)
    for name, limit in _LIMITS.items():
        written = text(name)
        written = written.strip(" №") if name == "document_number" else written
        setattr(line, name, written)
        if len(written) > limit:
            line.problems.append(f"{name}_too_long")
    if is_broken:
        return line
    if not line.title:
        line.problems.append("title_missing")
    _read_hours(line, _cell(row, columns.get("hours")))
    _read_days(line, row, columns, today)
    _read_form(line, text("form"))
    try:
        line.level = read_level(text("level"))
    except UnknownLevel:
        line.problems.append("level_unknown")
    return line


def _read_person(line: PastLine, text: Any, pin: Any, today: dt.date) -> None:
    written = text("full_name") or " ".join(filter(None, map(text, ("family", "given", "patronymic"))))
    name = read_name(written).value
    line.full_name = " ".join(name[:3]).rstrip() if name else written
    number = read_pin(pin, today)
    line.pin, line.unit = number.value or "", text("unit")
    if number.doubt and not isinstance(pin, BrokenCell):
        line.notes.append("pin_malformed")
    if not line.full_name and not line.pin:
        line.problems.append("name_missing")


def _read_hours(line: PastLine, cell: Any) -> None:
    found = _HOURS.fullmatch(as_text(cell).casefold().strip())
    if found is None:
        line.problems.append("hours_not_understood")
        return
    number = float(found[1].replace(",", ".").replace("–", "-").replace("−", "-"))
    if number <= 0:
        line.problems.append("hours_not_positive")
    elif number > MOST_HOURS:
        line.problems.append("hours_too_many")
    elif not number.is_integer():
        line.problems.append("hours_not_whole")
    else:
        line.hours = int(number)


def _read_days(line: PastLine, row: list[Any], columns: Columns, today: dt.date) -> None:
    started, ended = (_cell(row, columns.get(name)) for name in ("started_on", "ended_on"))
    if ended == "" and "period" in columns:
        span, line.started_on = _period(line, as_text(_cell(row, columns["period"])), today)
    else:
        span = _span(line, ended, today)
        first = _span(line, started, today)
        line.started_on = first.first if first else None
    if span is None:
        if "date_not_understood" not in line.problems:
            line.problems.append("end_missing")
        return
    line.ended_on = span.last if span.is_day or not span.first <= today <= span.last else today
    line.ended_within = span.month_or_year
    if line.started_on and line.ended_on < line.started_on:
        line.problems.append("end_before_start")
    elif line.ended_on > today:
        line.problems.append("future_date")
    _read_day_of_document(line, _cell(row, columns.get("document_on")), today)


def _period(line: PastLine, written: str, today: dt.date) -> tuple[Span | None, dt.date | None]:
    """The end of a period and its beginning, when one period or day is all that the cell says."""
    moments = moments_in(written, today)
    if not moments:
        return _span(line, written, today), None
    last, first = moments[0].last, moments[0].first
    around = written[: moments[0].start] + written[moments[0].end :]
    if len(moments) > 1 or first is None or last is None or any(map(str.isalnum, around)):
        line.problems.append("date_not_understood")
        return None, None
    if not last.is_day:
        line.notes.append("year_only" if len(last.month_or_year) == len("2026") else "month_only")
    return last, first.first if moments[0].is_period else None


def _span(line: PastLine, cell: Any, today: dt.date) -> Span | None:
    """The days a cell names; a doubt about them keeps the line out, since nobody is asked about each cell here."""
    got = read_span(cell, today)
    if got.doubt and "date_not_understood" not in line.problems:
        line.problems.append("date_not_understood")
    elif got.note and got.note not in line.notes:
        line.notes.append(got.note)
    return got.value if not got.doubt else None


def _read_day_of_document(line: PastLine, cell: Any, today: dt.date) -> None:
    got = read_span(cell, today)
    if got.doubt:
        line.notes.append("document_day_not_understood")
    elif got.value is not None:
        line.document_on = got.value.last if got.value.is_day else None
        if line.ended_on and got.value.last < line.ended_on:
            line.notes.append("document_before_end")


def _read_form(line: PastLine, written: str) -> None:
    """One of the four forms by its words in three languages. Clause 4.3."""
    words = fold(written)
    if not words:
        line.notes.append("form_missing")
        return
    found = [name for name, stems in _FORMS if any(stem in words for stem in map(fold, stems))]
    if len(found) == 1:
        line.form = found[0]
    else:
        line.problems.append("form_unknown")
