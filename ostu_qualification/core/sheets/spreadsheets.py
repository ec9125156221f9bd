"""Tables as offices keep them, .xlsx, .xls and .ods, read as plain rows: one door for every list that is uploaded.

They are read by `sheet_process` in a process of its own with little memory and time: whatever a file holds, the server
goes on, and its connections to the database are its own.
"""

import datetime as dt
import json
import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ostu_qualification.core.words.texts import clean_text, is_visible, visible_text

from .sheet_process import MOST_COLUMNS, MOST_ROWS

_READER = Path(__file__).with_name("sheet_process.py")
_OF_A_TITLE, _SEVERAL = 2, 2
_PATIENCE = 20  # seconds by the clock; the reader itself has ten of its own
_1904, _FIRST_DAY = 1462, 8_000  # days between the two ways of counting; smaller numbers are years or ages
_LONGEST_NAME = 100  # of a sheet; Excel itself has at most 31 letters
logger = logging.getLogger(__name__)


class NotASpreadsheet(ValueError):
    """The file is none that we can read; says why and what to do in the user's language."""


class BrokenCell(str):
    """What stands in a cell that has no value: an error of Excel, «#REF!», or a formula that was never reckoned, «=A1»."""

    @property
    def kind(self) -> str:
        """Which of the two."""
        return "cell_formula" if self.startswith("=") else "cell_error"


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it is stored: blank cells as empty texts, all numbers as floats, and what can be seen of it.

    Rows and columns are counted from 0, row 1 of the sheet being `rows[0]`. Texts hold nothing invisible; `tidied` are
    the cells where something was taken out. Day numbers of an `is_1904` book are 1462 days short of all others'.
    """

    name: str
    rows: list[list[Any]]
    is_hidden: bool
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    tidied: frozenset[tuple[int, int]] = frozenset()
    is_1904: bool = False

    def day(self, cell: Any) -> Any:
        """A cell of a column of days; the number that a book from 1904 counts for a day becomes that of all others."""
        is_number = self.is_1904 and isinstance(cell, int | float) and not isinstance(cell, bool)
        return cell + _1904 if is_number and cell >= _FIRST_DAY else cell


@dataclass(frozen=True)
class Sheet:
    """A sheet in plain values: empty cells as None, whole numbers as such, texts clean and on one line."""

    name: str
    rows: list[list[Any]]


def read_raw(file: IO[bytes] | bytes) -> list[RawSheet]:
    """The sheets with hardly any tidying, for lists whose reader knows better. Raises NotASpreadsheet."""
    text = _answer(file if isinstance(file, bytes) else file.read())
    answer = json.loads(text, object_hook=_cell)
    if "problem" in answer:
        raise NotASpreadsheet(_words(answer["problem"], *answer["where"]))
    is_clean = is_visible(text) and "\\u" not in text
    return [
        RawSheet(
            visible_text(sheet["name"])[:_LONGEST_NAME],
            sheet["rows"],
            sheet["is_hidden"],
            [((top, left), (bottom, right)) for (top, left), (bottom, right) in sheet["merged"]],
            frozenset(sheet["hidden_rows"]),
            frozenset(sheet["hidden_columns"]),
            frozenset() if is_clean else frozenset(_tidy(sheet["rows"])),
            answer["is_1904"],
        )
        for sheet in answer["sheets"]
    ]


def read_workbook(file: IO[bytes] | bytes) -> list[Sheet]:
    """The sheets that are not hidden, in plain values; merged cells are filled in their first only. Raises NotASpreadsheet."""
    return [
        Sheet(sheet.name, [[_value(cell) for cell in row] for row in sheet.rows])
        for sheet in read_raw(file)
        if not sheet.is_hidden
    ]


def without_heading(rows: list[list[Any]], known: Iterable[int]) -> dict[int, str]:
    """Columns beyond the known ones in which something stands in several rows of a list, by their letters.

    The rows are those below the heading; those with a cell or two are titles and signatures.
    """
    filled = Counter(
        place
        for row in rows
        if (places := [place for place, cell in enumerate(row) if cell not in ("", None)]) and len(places) > _OF_A_TITLE
        for place in places
    )
    named = set(known)
    return {
        place: get_column_letter(place + 1)
        for place, count in sorted(filled.items())
        if place not in named and count >= _SEVERAL
    }


def _answer(content: bytes) -> str:
    """What the reader's own process says about a file; one that dies of the limits says that the table is too large."""
    command = [sys.executable, "-I", str(_READER)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return '{"problem": "too_large", "where": []}'
    if done.returncode < 0:  # killed by the limit of memory or time
        return '{"problem": "too_large", "where": []}'
    if done.returncode:
        logger.error("The reader of tables failed: %s", done.stderr.decode(errors="replace").strip()[-300:])
        return '{"problem": "unreadable", "where": []}'
    return done.stdout.decode()


def _words(problem: str, *where: str) -> str:
    """Why a file is not read, and what to do."""
    if problem == "locked":
        return _("The file has a password. Save it without a password and attach it again.")
    if problem == "far_cell":
        return _(
            "This table is too large: something is written in cell %(cell)s of the sheet “%(sheet)s”, far away from the list. Delete it, or copy the list into a new file."
        ) % {"sheet": where[0], "cell": where[1]}
    if problem == "too_large":
        return _(
            "This table is too large: at most %(rows)s rows and %(columns)s columns are read. Copy the list alone into a new file."
        ) % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
    return _("This is no Excel or OpenDocument table. Save the list as .xlsx, .xls or .ods.")


_KINDS: dict[str, Any] = {
    "d": lambda written: dt.datetime.fromisoformat(written) if "T" in written else dt.date.fromisoformat(written),
    "t": dt.time.fromisoformat,
    "s": lambda seconds: dt.timedelta(seconds=seconds),
    "e": BrokenCell,
    "f": BrokenCell,
}


def _cell(found: dict[str, Any]) -> Any:
    """A cell that JSON has no word for; the answer's other objects stay."""
    if len(found) != 1:
        return found
    ((kind, written),) = found.items()
    return _KINDS[kind](written)


def _tidy(rows: list[list[Any]]) -> Iterable[tuple[int, int]]:
    """Take out of the texts what nobody sees; the cells where there was more of it than spaces of another kind."""
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if type(cell) is not str or is_visible(cell):
                continue
            row[column] = clean = visible_text(cell, keeps_lines=True)
            if clean.split() != cell.split():
                yield number, column


def _value(cell: Any) -> Any:
    if isinstance(cell, BrokenCell):
        return cell
    if isinstance(cell, str):
        return clean_text(cell).strip() or None
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
