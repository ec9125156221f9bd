"""Where things stand on a sheet: headings over one row or two, titles of sections, totals, signatures.

Header and columns are found by what they say, wherever they stand and in whatever order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from staff.imports.cells.headings import JOINT, NAME_FIELDS, NOT_TAKEN, field_of
from staff.imports.cells.names import read_name
from staff.imports.cells.records import RosterUnit, Skipped, as_text
from staff.imports.cells.units import is_title_of_university, unit_from_sheet, unit_from_title

_TOTAL = re.compile(r"(?i)^(?:бардыгы|баары|итого|всего|жыйынтыгы|жалпысынан|жалпы саны|total|суммасы)\b")
_SIGNATURE = re.compile(
    r"(?i)_{3,}|^(?:түздү|түзгөн|даярдаган|составил|исполнитель|аткаруучу|подпись|кол тамга|бекитем"
    r"|утвержда|макулдашылды|согласовано|м\.\s?о\.|м\.\s?п\.)"
    r"|^(?:кадрлар бөлүмүнүн башчысы|начальник отдела кадров|ректор|проректор|директор|декан"
    r"|кафедра башчысы|зав\.? ?кафедрой)\s*[:_]"
)
_SUBTITLE = re.compile(
    r"(?i)^\W*(?:пок|окк|ппс|увп|профессордук-окутуучулук (?:курам|жамаат)\w*"
    r"|окуу-көмөкчү (?:кызматкерлер|персонал|курам)\w*|"
    r"профессорско-преподавательский состав|учебно-вспомогательный (?:персонал|состав)"
    r"|штаттык (?:кызматкерлер|окутуучулар)|"
    r"айкаш иштөөчүлөр|айкаштар|совместители|штатные сотрудники|саатык акы\w*.*|почасовики"
    r"|негизги кызматкерлер|аткаруучулар|"
    r"ички айкаштар|сырткы айкаштар|внешние совместители|внутренние совместители|20\d\d.*окуу жыл.*"
    r"|20\d\d.*уч.*год.*)\W*$"
)
_GENERIC_SHEET = re.compile(
    r"(?i)^(?:лист|sheet|барак|бет|list|table|таблица)\s*\d*$"
    r"|^(?:кызматкерлер\w*(?: тизмеси)?|тизме|штат|персонал|сотрудники|список(?: сотрудников)?|кадры"
    r"|кадрлар|staff)\s*\d*$"
)
_FOOTNOTE = re.compile(r"^([*†‡¹²³]+)\s*[–—=:-]*\s*(.+)$")
_RANKS = ("department", "subject_group", "office", "college", "institute")
_SPARSE = 3


@dataclass(frozen=True)
class Columns:
    """Which column holds what. `head_row` counts from 1 and is the last of the heading's rows.

    `unknown` are the columns that are not read, with their headings; a `joint` column holds two fields.
    """

    places: tuple[tuple[int, str], ...]
    head_row: int
    unknown: tuple[tuple[int, str], ...] = ()
    joint: frozenset[int] = frozenset()

    def seen_first(self, hidden: frozenset[int]) -> "Columns":
        """The same with the columns that can be seen before hidden ones, which count only where nothing else does."""
        return replace(self, places=tuple(sorted(self.places, key=lambda place: place[0] in hidden)))

    @property
    def by_field(self) -> dict[str, int]:
        """The first column of each field, of those that can be seen if there are any."""
        return {name: index for index, name in reversed(self.places)}

    @property
    def says(self) -> tuple[int, int]:
        """How much the heading says: fields, and how few of them share a column."""
        return len(self.by_field), -len(self.joint)


@dataclass
class Layout:
    """What was found on a sheet besides its lines; `section` is the title within the list that the present line stands under."""

    sheet: str
    hidden: frozenset[int] = frozenset()
    head_row: int = 0
    unknown_columns: tuple[tuple[int, str], ...] = ()
    hidden_columns: tuple[tuple[int, str], ...] = ()
    skipped: list[Skipped] = field(default_factory=list)
    section: str = ""
    headed: set[int] = field(default_factory=set)

    def take(self, columns: Columns) -> None:
        """Note what a heading says, the first or a later one with other columns."""
        self.unknown_columns += tuple(each for each in columns.unknown if each not in self.unknown_columns)
        self.headed |= {index for index, _name in (*columns.places, *columns.unknown)}


def lines_of(sheet: str, rows: list[list[Any]], layout: Layout) -> Iterator[tuple[int, list[Any], Columns, RosterUnit]]:
    """Each line that may hold a person, with its number from 1, its columns and its unit; fills `layout` on the way."""
    start, columns = _first_heading(rows)
    if columns is None:
        if any(cell not in ("", None) for row in rows for cell in row):
            layout.skipped.append(Skipped(sheet, 0, "no_heading"))
        return
    layout.head_row = columns.head_row
    layout.take(columns)
    layout.hidden_columns = tuple(
        (index, _heading_of(rows, columns.head_row, index)) for index, _name in columns.places if index in layout.hidden
    )
    yield from _Lines(sheet, rows, layout, columns.seen_first(layout.hidden), _unit_above(rows[:start], sheet)).read()


class _Lines:
    """Goes through the lines below a heading: other headings, titles of units and totals between the people's lines."""

    def __init__(self, sheet: str, rows: list[list[Any]], layout: Layout, columns: Columns, unit: RosterUnit) -> None:
        self.sheet, self.rows, self.layout, self.unit = sheet, rows, layout, unit
        self._read_by(columns)

    def _read_by(self, columns: Columns) -> None:
        self.columns, self.index, self.name_at = columns, columns.head_row, _name_column(columns)

    def read(self) -> Iterator[tuple[int, list[Any], Columns, RosterUnit]]:
        """The lines that may hold a person."""
        while self.index < len(self.rows):
            row = self.rows[self.index]
            self.index += 1
            filled = _filled(row)
            if filled and not self._is_heading(row, filled) and not self._is_between(row, filled):
                yield self.index, row, self.columns, self.unit

    def _is_heading(self, row: list[Any], filled: int) -> bool:
        """Whether a heading begins here; what follows is read by it."""
        cell = row[self.name_at] if self.name_at < len(row) else ""
        if filled > _SPARSE and not (isinstance(cell, str) and _may_be_heading(cell)):
            return False
        again = heading_at(self.rows, self.index - 1)
        if again is None:
            return False
        self.layout.take(again)
        self._read_by(again.seen_first(self.layout.hidden))
        return True

    def _is_between(self, row: list[Any], filled: int) -> bool:
        """Whether the line stands between those of people: a title, a total, a signature, the numbers of the columns."""
        if filled <= _SPARSE:
            return self._is_apart(_unless_person(row, self.name_at, filled, self._here(""), self.columns))
        if self.index == self.columns.head_row + 1 and _is_numbering(row):
            return True
        if isinstance(row[0], str) and _TOTAL.match(row[0]):
            self.layout.skipped.append(self._here("total", row[0]))
            return True
        return False

    def _is_apart(self, found: RosterUnit | Skipped | None) -> bool:
        if isinstance(found, RosterUnit):
            self.unit, self.layout.section = found, ""
        elif found is not None:
            self.layout.skipped.append(found)
            self.layout.section = found.written if found.kind == "subtitle" else self.layout.section
        return found is not None

    def _here(self, kind: str, written: str = "") -> Skipped:
        return Skipped(self.sheet, self.index, kind, written)


def _filled(row: list[Any]) -> int:
    """How many cells say anything."""
    blanks = row.count("")
    return len(row) - blanks - (row.count(None) if blanks != len(row) else 0)


def _heading_of(rows: list[list[Any]], head_row: int, index: int) -> str:
    """The heading of a column; of two rows the lower one where it says anything."""
    cells = (row[index] for row in (rows[head_row - 1], rows[max(head_row - 2, 0)]) if index < len(row))
    return next((text for cell in cells if (text := as_text(cell))), "")


def _may_be_heading(cell: str) -> bool:
    return len(cell) < 12 or "аты" in cell or "." in cell or "Фам" in cell or cell.isupper()


def _unless_person(
    row: list[Any], name_at: int, filled: int, here: Skipped, columns: Columns
) -> RosterUnit | Skipped | None:
    """What a nearly empty row is: the title of a section, a total, a signature; None when it may be a person."""
    texts = [as_text(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    if not texts:
        return Skipped(here.sheet, here.row, "numbers_only") if _only_number(row, columns) else None
    number = as_text(_cell(row, columns.by_field.get("number", len(row))))
    if filled > 1 and number.rstrip(".)").isdigit():
        filled -= 1
        texts = [text for text in texts if text != number] or texts
    kind, written = _kind_by_words(texts, filled)
    if kind:
        return Skipped(here.sheet, here.row, kind, written)
    unit = unit_from_title(texts[0]) if filled == 1 else None
    if unit is not None:
        return unit
    name = _cell(row, name_at)
    if name not in ("", None):
        return None if filled > 1 or read_name(name).value else Skipped(here.sheet, here.row, "text", texts[0])
    if filled > 1 and _says_post(row, columns):
        return None
    return Skipped(here.sheet, here.row, "text", " ".join(texts))


def _cell(row: list[Any], index: int) -> Any:
    return row[index] if index < len(row) else ""


def _kind_by_words(texts: list[str], filled: int) -> tuple[str, str]:
    """What the words alone tell: a total, a signature, a subtitle, a footnote, and which words; else nothing."""
    first, whole = texts[0], " ".join(texts)
    if any(_TOTAL.match(text) for text in texts):
        return "total", whole
    if any(_SIGNATURE.search(text) for text in texts):
        return "signature", whole
    if filled == 1 and (_SUBTITLE.match(first) or is_title_of_university(first)):
        return "subtitle", first
    if filled == 1 and _FOOTNOTE.match(first):
        return "footnote", first
    return "", ""


def _says_post(row: list[Any], columns: Columns) -> bool:
    places = (columns.by_field.get(name, len(row)) for name in ("post", "rate", "pin"))
    return any(_cell(row, index) not in ("", None) for index in places)


def footnotes(layout: Layout) -> dict[str, str]:
    """What the marks of a sheet stand for: «* – сырткы айкаш иштөөчү»."""
    found = [_FOOTNOTE.match(each.written) for each in layout.skipped if each.kind == "footnote"]
    return {note[1]: note[2] for note in found if note}


def _only_number(row: list[Any], columns: Columns) -> bool:
    known = {index for index, name in columns.places if name != "number"}
    return not any(row[index] not in ("", None) for index in known if index < len(row))


def _is_numbering(row: list[Any]) -> bool:
    """The row «1 2 3 4 …» that some lists have under the headings."""
    numbers = [as_text(cell) for cell in row if cell not in ("", None)]
    return len(numbers) > _SPARSE and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _name_column(columns: Columns) -> int:
    by_field = columns.by_field
    return by_field.get("full_name", by_field.get("family", by_field.get("given", 0)))


def _first_heading(rows: list[list[Any]]) -> tuple[int, Columns | None]:
    for index in range(len(rows)):
        columns = heading_at(rows, index)
        if columns is not None:
            return index, columns
    return 0, None


def heading_at(rows: list[list[Any]], index: int) -> Columns | None:
    """The columns, if a heading begins in this row; a second row under merged cells is read together with it."""
    single = _columns([field_of(cell) if isinstance(cell, str) else "" for cell in rows[index]], rows[index], index + 1)
    is_title = sum(1 for cell in rows[index] if cell not in ("", None)) == 1  # «Түзүмдүк бөлүм: …» above the heading
    if index + 1 < len(rows) and not is_title and any(isinstance(cell, str) and field_of(cell) for cell in rows[index]):
        double = _double(rows[index], rows[index + 1], index + 2)
        if double is not None and (single is None or double.says > single.says):
            return double
    return single


def _double(top: list[Any], bottom: list[Any], head_row: int) -> Columns | None:
    """Headings over two rows: below a merged group title stand its parts, other cells go through both rows."""
    if not any(isinstance(cell, str) and field_of(cell) for cell in bottom):
        return None
    if any(not isinstance(cell, str) and cell is not None for cell in bottom):
        return None
    fields, texts = _joined(top, bottom)
    if any(name in NAME_FIELDS and below and not field_of(below) for name, below in zip(fields, bottom, strict=False)):
        return None
    unsaid = zip(bottom, [*top, *[""] * len(bottom)], fields, strict=False)
    if any(below and not above and not name for below, above, name in unsaid) and not _is_mostly_known(bottom):
        return None
    return _columns(fields, texts, head_row)


def _joined(top: list[Any], bottom: list[Any]) -> tuple[list[str], list[str]]:
    """What each column holds by both rows together, and its heading."""
    fields, texts, group = [], [], ""
    is_name_in_parts = any(isinstance(cell, str) and field_of(cell) == "family" for cell in bottom)
    joinable = {"unit", "number"} if is_name_in_parts else {"given", "unit", "number"}  # «Аты-жөнү» over «аты»
    for index in range(max(len(top), len(bottom))):
        above, below = as_text(_cell(top, index)), as_text(_cell(bottom, index))
        group = above or group
        fields.append(_meaning(group, below, joinable) if below else field_of(above))
        texts.append(below or above)
    return fields, texts


def _meaning(group: str, below: str, joinable: set[str]) -> str:
    """What a heading below a group's title means: by itself, or together with the title where that says more."""
    meaning, joined = field_of(below), field_of(f"{group} {below}")
    return joined if not meaning or (joined and meaning in joinable) else meaning


def _is_mostly_known(cells: list[Any]) -> bool:
    named = [cell for cell in cells if cell]
    return 2 * sum(1 for cell in named if field_of(cell)) >= len(named)


def _columns(fields: list[str], texts: list[Any], head_row: int) -> Columns | None:
    """The columns when there are enough of them and one of them is the name."""
    distinct = {each for name in fields if name for each in JOINT.get(name, (name,))}
    has_name = "full_name" in distinct or "family" in distinct
    if not has_name or len(distinct) < 3:
        return None
    places = tuple((index, each) for index, name in enumerate(fields) if name for each in JOINT.get(name, (name,)))
    joint = frozenset(index for index, name in enumerate(fields) if name in JOINT)
    unknown = tuple(
        (index, as_text(text))
        for index, (name, text) in enumerate(zip(fields, texts, strict=False))
        if as_text(text) and (not name or name in NOT_TAKEN)
    )
    return Columns(places, head_row, unknown, joint)


def _unit_above(rows: list[list[Any]], sheet: str) -> RosterUnit:
    """The unit that the rows above the heading name, a department rather than its institute; else the sheet's name."""
    hint = unit_from_sheet(sheet).hint
    is_generic = bool(_GENERIC_SHEET.match(hint))
    hint = "" if is_generic else hint
    found = [
        unit for row in rows for cell in row if isinstance(cell, str) and cell and (unit := unit_from_title(cell, hint))
    ]
    if found:
        return min(found, key=lambda unit: _RANKS.index(unit.kind))
    return RosterUnit("", "") if is_generic else unit_from_sheet(sheet)


__all__ = ["NAME_FIELDS", "Columns", "Layout", "footnotes", "heading_at", "lines_of"]
