"""Excel files that go out: tables that an office can print as they are, and the office's own list given back with remarks.

No text that anybody entered runs as a formula: what begins like one is marked as text in the cell's look.
"""

import datetime as dt
import io
import re
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.timezone import is_aware, localdate, localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from ostu_qualification.core.words import university
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.languages import in_order
from ostu_qualification.core.words.texts import for_files

from .spreadsheets import RawSheet, read_raw

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LIKE_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_MOST_FOR_LOOK = 15 * 1024 * 1024
A4 = 9  # as Excel numbers the sizes of paper
MEASURED = 500  # rows that the widths of the columns are taken from
NARROWEST, WIDEST, BY_HAND = 6.0, 46.0, 24.0
LINE_HEIGHT = 15.0
DATE, MOMENT, MONEY = "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "#,##0.00"
_HAIR = Side(style="hair", color="808080")
_LINES = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_FACE = "Calibri"
_BOLD, _PLAIN = Font(name=_FACE, size=11, bold=True), Font(name=_FACE, size=11)
_SHADE = PatternFill("solid", fgColor="EEF2F3")

Row = Sequence[Any]


def write(cell: Cell, value: Any) -> Cell:
    """Put a value into a cell; a text stays a text, whatever it begins with.

    The cell keeps no apostrophe: Excel's own mark for «text, not formula» is part of the cell's look.
    """
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = for_files(value)
    cell.value = text
    if text.startswith(_LIKE_FORMULAS):
        cell.data_type = "s"
        cell.quotePrefix = not _is_harmless(text)
    return cell


def _is_harmless(text: str) -> bool:
    """Phones and negative numbers begin with a sign and are no formulas."""
    return text[0] in "+-" and text[1:].replace(" ", "").replace(",", "").replace(".", "").isdigit()


def excel_answer(title: str, heads: Sequence[str], rows: Iterable[Row], total: Row | None = None, **look: Any) -> HttpResponse:  # fmt: skip
    """A table as an Excel file to download, named as its title; `look` is that of `excel`."""
    response = HttpResponse(excel(title, heads, rows, total, **look), content_type=EXCEL)
    name = slugify(title, allow_unicode=True) or "list"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def excel(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Row],
    total: Row | None = None,
    *,
    lines: Sequence[str] = (),
    is_numbered: bool = True,
    to_fill: Sequence[str] = (),
) -> bytes:
    """A workbook with one sheet: title, the day of the export, the heads, the rows, and a row of totals if there is one.

    Rows are numbered unless they bear numbers of their own (not `is_numbered`); `lines` stand beside the day of the
    export; the columns under the heads `to_fill` are filled in by hand.
    """
    title = for_files(title)
    heads = ["№", *heads] if is_numbered else list(heads)
    first, rest = _first_of(rows)
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = university.AUTHOR, title
    sheet = book.create_sheet(title[:31].translate(str.maketrans("", "", "[]:*?/\\")) or "1")
    measured = _widths(heads, first, total, is_numbered)
    widths = [BY_HAND if head in to_fill else width for head, width in zip(heads, measured, strict=True)]
    _prepare(sheet, widths, title)
    _write_title(sheet, title, lines, sum(widths))
    _append(sheet, 3, [_cell(sheet, head, is_head=True) for head in heads], widths)
    cells = [_Cells(sheet) for _head in heads]
    for number, row in enumerate(chain(first, rest), 1):
        values = [number, *row] if is_numbered else row
        _append(sheet, number + 3, [cell.of(value) for cell, value in zip(cells, values, strict=True)], widths)
    if total is not None:
        values = [None, *total] if is_numbered else total
        sheet.append([_cell(sheet, value) for value in values])
    sheet.merged_cells.ranges.add(f"A1:{get_column_letter(len(heads))}1")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _first_of(rows: Iterable[Row]) -> tuple[list[Row], Iterator[Row]]:
    """Rows enough to measure, and the others; a long list is never held whole."""
    rest = iter(rows)
    return list(islice(rest, MEASURED)), rest


def _append(sheet: Any, number: int, cells: list[Any], widths: Sequence[float]) -> None:
    """A row as high as its longest cell: not every program reckons the height of wrapped text by itself."""
    lines = max((_lines_of(cell.value, width) for cell, width in zip(cells, widths, strict=True)), default=1)
    if lines > 1:
        sheet.row_dimensions[number].height = LINE_HEIGHT * lines
    sheet.append(cells)


def _lines_of(value: Any, width: float) -> int:
    """How many lines a text takes in a column of so many letters."""
    room = max(1, int(width - 0.5))
    if not isinstance(value, str) or (len(value) <= room and "\n" not in value):
        return 1
    return _wrapped(value, room)


@lru_cache(maxsize=4096)
def _wrapped(text: str, room: int) -> int:
    """How many lines a text takes; units and titles come again and again."""
    return sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n"))


def _prepare(sheet: Any, widths: Sequence[float], title: str) -> None:
    """How the sheet is printed: A4 lying, fitted to its width; from the second page on title and heads are repeated."""
    sheet.freeze_panes = "C4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "3:3"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    sheet.page_margins.header = sheet.page_margins.footer = 0.35
    sheet.HeaderFooter.differentFirst = True
    sheet.oddHeader.left.text = title.replace("&", "&&")[:120]
    sheet.oddFooter.center.text = sheet.firstFooter.center.text = "&P / &N"
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width


def _write_title(sheet: Any, title: str, lines: Sequence[str], width: float) -> None:
    heading = write(WriteOnlyCell(sheet), title)
    heading.font, heading.alignment = Font(name=_FACE, bold=True, size=14), Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[1].height = 20 * (1 + int(len(title) * 1.4 / max(width, 20)))
    sheet.append([heading])
    exported = _("Exported on %(date)s") % {"date": short_date(localdate())}
    sheet.append([write(WriteOnlyCell(sheet), ". ".join([university.NAME[in_order()[0]], *lines, exported]))])


class _Cells:
    """The cells of a column, by what is in them: their look is made once, the values are put in row by row."""

    def __init__(self, sheet: Any) -> None:
        self.text, self.marked, self.number = _cell(sheet, ""), _cell(sheet, ""), _cell(sheet, 0)
        self.money, self.date = _cell(sheet, Decimal(0)), _cell(sheet, dt.date.min)
        self.moment = _cell(sheet, dt.datetime.min.replace(tzinfo=dt.UTC))
        for cell in (self.text, self.marked, self.number, self.money, self.date, self.moment):
            cell.font = _PLAIN

    def of(self, value: Any) -> WriteOnlyCell:
        """The cell with this value; it is written before the next one is put in."""
        value = _value(value)
        if isinstance(value, str):
            return write(self.marked if value.startswith(_LIKE_FORMULAS) else self.text, value)
        if isinstance(value, dt.datetime):
            cell = self.moment
        elif isinstance(value, dt.date):
            cell = self.date
        elif isinstance(value, Decimal):
            cell = self.money
        else:
            cell = self.text if value is None else self.number
        cell.value = value
        return cell


def _cell(sheet: Any, value: Any, *, is_head: bool = False) -> WriteOnlyCell:
    """A bold cell with lines around it: of the head, or of the row of totals."""
    value = _value(value)
    is_number = isinstance(value, int | float | Decimal)
    cell = write(WriteOnlyCell(sheet), value)
    cell.font, cell.border = _BOLD, _LINES
    cell.alignment = Alignment(wrap_text=not is_number, vertical="top", horizontal="center" if is_head else None)
    if is_head:
        cell.fill = _SHADE
    if isinstance(value, dt.date):
        cell.number_format = MOMENT if isinstance(value, dt.datetime) else DATE
    elif isinstance(value, Decimal):
        cell.number_format = MONEY
    return cell


def _value(value: Any) -> Any:
    """What Excel may keep of a value: numbers and dates as such, moments in the time of Osh, texts without formulas."""
    if isinstance(value, dt.datetime):
        return (localtime(value) if is_aware(value) else value).replace(tzinfo=None)
    if value is None or (isinstance(value, int | float | Decimal | dt.date) and not isinstance(value, bool)):
        return value
    return for_files(str(value))


def _widths(heads: Sequence[str], rows: Sequence[Row], total: Row | None, is_numbered: bool) -> list[float]:
    """As wide as most of a column's values and each word of its head; longer texts wrap."""
    first = 1 if is_numbered else 0
    all_rows = [*rows, total] if total is not None else rows
    wide = [5.0] * first
    for index, head in enumerate(heads[first:]):
        lengths = sorted(_length(row[index]) for row in all_rows) or [0]
        usual, longest_word = (
            lengths[int(len(lengths) * 0.9) - 1 if len(lengths) > 1 else 0],
            max(map(len, str(head).split() or [""])),
        )
        words = max((len(word) for row in all_rows for word in str(row[index] or "").split()), default=0)
        wide.append(min(max(NARROWEST, usual + 2.0, longest_word + 2.5, min(words, 30) + 2.0), WIDEST))
    return wide


def _length(value: Any) -> int:
    if isinstance(value, dt.datetime):
        return len(MOMENT)
    if isinstance(value, dt.date):
        return len(DATE)
    return len(f"{value:,.2f}") if isinstance(value, Decimal) else len(str("" if value is None else value))


def with_remarks(content: bytes, remarks: dict[str, dict[int, str]], head_rows: dict[str, int]) -> bytes:
    """Give the office's own file back with one more column «Ката»; remarks are text by sheet and row.

    An .xlsx keeps its look; of other formats, and of one so large that its look would take minutes, the cells are
    copied into a new workbook.
    """
    sheets = read_raw(content)
    book = load_workbook(io.BytesIO(content)) if _keeps_look(content) else _copied(sheets)
    copies = dict(zip((each.name for each in sheets), book.worksheets, strict=True))
    for read in sheets:
        sheet, column = copies[read.name], max(map(len, read.rows), default=0) + 1
        if read.name in head_rows:
            cell = sheet.cell(head_rows[read.name], column, _("Error"))
            cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 60
        for row, text in remarks.get(read.name, {}).items():
            cell = write(sheet.cell(row, column), text)
            cell.fill = PatternFill("solid", fgColor="FBEED6")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _keeps_look(content: bytes) -> bool:
    """Whether a file is an .xlsx that opens with all its looks in reasonable time."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        return False
    is_excel = any(part.filename == "xl/workbook.xml" for part in parts)
    return is_excel and sum(part.file_size for part in parts) <= _MOST_FOR_LOOK


def _copied(sheets: Sequence[RawSheet]) -> Workbook:
    book = Workbook()
    book.properties.creator = university.AUTHOR
    book.remove(book.active)
    for sheet in sheets:
        copy = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.name)[:31])
        for row in sheet.rows:
            copy.append([None if cell == "" else _ready(copy, cell) for cell in row])
    return book


def _ready(sheet: Any, value: Any) -> Any:
    """A value for a row; only a text like a formula needs a cell of its own."""
    found = _value(value)
    if isinstance(found, str) and found.startswith(_LIKE_FORMULAS):
        return write(WriteOnlyCell(sheet), found)
    return found
