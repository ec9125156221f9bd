"""Excel files that go out: tables as the office keeps them, and the office's own list given back with remarks.

No text that anybody entered runs as a formula: what begins like one is marked as text in the cell's look.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.timezone import is_aware, localdate, localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .dates import short_date
from .spreadsheets import RawSheet, read_raw
from .texts import for_files

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LIKE_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_MOST_FOR_LOOK = 15 * 1024 * 1024


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


def excel_answer(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], total: Sequence[Any] | None = None
) -> HttpResponse:
    """A table as an Excel file to download, named as its title."""
    response = HttpResponse(excel(title, heads, rows, total), content_type=EXCEL)
    name = slugify(title, allow_unicode=True) or "list"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def excel(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], total: Sequence[Any] | None = None) -> bytes:
    """A workbook with one sheet: merged title, date of export, № column, the rows, and a row of totals if there is one."""
    title = for_files(title)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31].translate(str.maketrans("", "", "[]:*?/\\")) or "1")
    sheet.freeze_panes = "C4"
    bold = Font(bold=True)
    sheet.column_dimensions["A"].width = 6
    for index in range(len(heads)):
        sheet.column_dimensions[get_column_letter(index + 2)].width = 40 if index == 0 else 22
    heading = write(WriteOnlyCell(sheet), title)
    heading.font, heading.alignment = Font(bold=True, size=14), Alignment(wrap_text=True)
    sheet.append([heading])
    sheet.append([_("Exported on %(date)s") % {"date": short_date(localdate())}])
    head_cells = []
    for text in ("№", *heads):
        cell = write(WriteOnlyCell(sheet), text)
        cell.font, cell.alignment = bold, Alignment(wrap_text=True, vertical="top")
        head_cells.append(cell)
    sheet.append(head_cells)
    for number, row in enumerate(rows, 1):
        sheet.append([number, *(_ready(sheet, value) for value in row)])
    if total is not None:
        sheet.append([None, *(_bold(sheet, value, bold) for value in total)])
    sheet.merged_cells.ranges.add(f"A1:{get_column_letter(len(heads) + 1)}1")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _bold(sheet: Any, value: Any, font: Font) -> Cell:
    cell = write(WriteOnlyCell(sheet), _value(value))
    cell.font = font
    return cell


def _ready(sheet: Any, value: Any) -> Any:
    """A value for a row; only a text like a formula needs a cell of its own."""
    found = _value(value)
    if isinstance(found, str) and found.startswith(_LIKE_FORMULAS):
        return write(WriteOnlyCell(sheet), found)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return (localtime(value) if is_aware(value) else value).replace(tzinfo=None)
    if value is None or (isinstance(value, int | float | Decimal | dt.date) and not isinstance(value, bool)):
        return value
    return for_files(str(value))


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
    book.remove(book.active)
    for sheet in sheets:
        copy = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.name)[:31])
        for row in sheet.rows:
            copy.append([None if cell == "" else _ready(copy, cell) for cell in row])
    return book
