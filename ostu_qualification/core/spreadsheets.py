"""Spreadsheets as offices keep them: .xlsx, .xls and .ods read as plain rows; the same file given back with remarks."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

_RISKY = ("=", "+", "-", "@", "\t", "\r")


class NotASpreadsheet(ValueError):
    """The file is none that we can read; says so in the user's language."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name and its cells, empty ones as None; row 1 of the sheet is `rows[0]`."""

    name: str
    rows: list[list[Any]]


def escape_formula(text: str) -> str:
    """Keep a text from running as a formula when a list is opened in Excel.

    >>> escape_formula("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(_RISKY) and not _is_harmless(text) else text


def _is_harmless(text: str) -> bool:
    """Phones and negative numbers begin with a sign and are no formulas."""
    return text[0] in "+-" and text[1:].replace(" ", "").replace(",", "").replace(".", "").isdigit()


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it is stored: blank cells as empty texts, all numbers as floats, and which cells are merged."""

    name: str
    rows: list[list[Any]]
    is_hidden: bool
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def read_raw(file: IO[bytes] | bytes) -> Iterator[RawSheet]:
    """The sheets one after another without any tidying, for lists whose reader knows better. Raises NotASpreadsheet."""
    content = file if isinstance(file, bytes) else file.read()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            is_hidden = about.visible != SheetVisibleEnum.Visible
            rows = sheet.to_python(skip_empty_area=False)
            yield RawSheet(about.name, rows, is_hidden, list(sheet.merged_cell_ranges or ()))
    except (CalamineError, OSError) as problem:
        message = _("This is no Excel or OpenDocument table. Save the list as .xlsx, .xls or .ods.")
        raise NotASpreadsheet(message) from problem


def read_workbook(file: IO[bytes] | bytes) -> list[Sheet]:
    """All sheets with their cells, merged ones filled in their first cell only. Raises NotASpreadsheet."""
    content = file if isinstance(file, bytes) else file.read()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Sheet(name, [[_value(cell) for cell in row] for row in _with_leading_blanks(book, name)])
            for name in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError, KeyError) as problem:
        raise NotASpreadsheet(
            _("This is no Excel or OpenDocument table. Save the list as .xlsx, .xls or .ods.")
        ) from problem


def _with_leading_blanks(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _value(cell: Any) -> Any:
    if cell == "" or cell is None:
        return None
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str):
        stripped = " ".join(cell.replace("\xa0", " ").split(" ")).strip()
        return stripped or None
    return cell


def with_remarks(content: bytes, remarks: dict[str, dict[int, str]], head_rows: dict[str, int]) -> bytes:
    """Give the office's own file back with one more column «Ката»; remarks are text by sheet and row.

    An .xlsx keeps its look; of other formats the cells are copied into a new workbook.
    """
    try:
        book = load_workbook(io.BytesIO(content))
    except Exception:  # an .xls or .ods: openpyxl raises many kinds of errors for what is not .xlsx
        book = _copied(content)
    for sheet in book.worksheets:
        noted = remarks.get(sheet.title, {})
        column = sheet.max_column + 1
        letter = get_column_letter(column)
        head = head_rows.get(sheet.title)
        if head:
            cell = sheet.cell(head, column, _("Error"))
            cell.font = Font(bold=True)
        sheet.column_dimensions[letter].width = 60
        for row, text in noted.items():
            cell = sheet.cell(row, column, escape_formula(text))
            cell.fill = PatternFill("solid", fgColor="FBEED6")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _copied(content: bytes) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for sheet in read_workbook(content):
        copy = book.create_sheet(sheet.name)
        for row in sheet.rows:
            copy.append([escape_formula(value) if isinstance(value, str) else value for value in row])
    return book
