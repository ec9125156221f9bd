"""Reads one table in a process of its own, with little memory and time, so that no file can harm the server.

`spreadsheets` starts it as a script; it knows neither Django nor the project. The file comes in on standard input, an
answer in JSON goes out: the sheets, or why there are none. Cells that JSON has no word for are objects of one letter:
d a day, t a time, s seconds, e an error of Excel, f a formula without its result.
"""

import datetime as dt
import html
import io
import json
import re
import resource
import struct
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MOST_MEMORY = 200 * 1024 * 1024
MOST_SECONDS = 10
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 50_000, 200


def _element(name: bytes) -> "re.Pattern[bytes]":
    """An element in whatever space of names: its attributes, and what is inside."""
    return re.compile(rb"<(?P<tag>(?:\w+:)?%s)(?P<about>\s[^>]*?)?(?:/>|>(?P<inside>.*?)</(?P=tag)>)" % name, re.DOTALL)


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ROW, _CELL, _FORMULA, _VALUE, _SHARED = map(_element, (b"row", b"c", b"f", b"v", b"si"))
_PLACE = re.compile(rb"\sr=[\"']([A-Z]+)(\d+)[\"']")
_NUMBER = re.compile(rb"\sr=[\"'](\d+)[\"']")
_TYPE = re.compile(rb"\st=[\"'](\w+)[\"']")
_IS_ERROR = re.compile(rb"t=[\"']e[\"']")
_MAY_BE_FAR = re.compile(rb"r=[\"'](?:[A-Z]{3}\d|[G-Z][A-Z]\d|[A-Z]{1,2}(?:[5-9]\d{4}|\d{6}))")
_HIDDEN = re.compile(rb"<(?:\w+:)?(col|row)\s[^>]*?\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_LINK, _SHEET = (re.compile(rb"<(?:\w+:)?%s\s[^>]*>" % name) for name in (b"Relationship", b"sheet"))
_IS_1904 = re.compile(rb"<(?:\w+:)?workbookPr\s[^>]*?\bdate1904=[\"'](?:1|true)[\"']")
_ATTRIBUTE = re.compile(rb"(?:\w+:)?(\w+)=(?:\"([^\"]*)\"|'([^']*)')")
_TABLE, _TABLE_ROW, _TABLE_CELL, _TABLE_COLUMN = map(
    _element, (b"table", b"table-row", b"(?:covered-)?table-cell", b"table-column")
)
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_IS_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_DOCUMENT_FORMULA = re.compile(rb'table:formula="(?:of:)?([^"]*)"')
_DATE_MODE, _BOUND_SHEET, _END, _ROW_RECORD, _COLUMN_RECORD = 0x22, 0x85, 0x0A, 0x208, 0x7D
_BOOLEAN_OR_ERROR, _FORMULA_RECORD = 0x205, 0x06
_NO_SECTOR, _SMALL = 0xFFFFFFF0, 4096
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_TAGS = re.compile(rb"<[^>]*>")


class Refused(Exception):
    """The file is not read: its only argument says why."""


class Look(NamedTuple):
    """What calamine does not tell about a sheet: cells that have no value though something stands in them, hidden parts."""

    broken: dict[tuple[int, int], dict[str, str]]
    hidden_rows: list[int]
    hidden_columns: list[int]


class Beside:
    """A file beside its values."""

    is_1904 = False

    def readable(self, content: bytes) -> bytes:
        """The file for calamine, which lays out the whole rectangle from the first cell to the last."""
        return content

    def look(self, name: str) -> Look:
        """A second look at a sheet."""
        raise NotImplementedError


class Package(Beside):
    """An .xlsx."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        book = self._zip.read("xl/workbook.xml")
        links = map(_attributes, _LINK.findall(self._zip.read("xl/_rels/workbook.xml.rels")))
        targets = {each.get("Id"): each.get("Target", "").lstrip("/") for each in links}
        self.is_1904 = bool(_IS_1904.search(book))
        self._parts, self._sheets = {}, {}
        for each in map(_attributes, _SHEET.findall(book)):
            name, target = each.get("name", ""), targets.get(each.get("id"), "")
            self._parts[name] = part = target if target.startswith("xl/") else f"xl/{target}"
            self._sheets[name] = self._without_far_blanks(self._zip.read(part), name)

    def look(self, name: str) -> Look:
        """Errors, formulas without results, hidden parts."""
        return Look(broken_cells(self._sheets[name]), *hidden_parts(self._sheets[name]))

    def readable(self, content: bytes) -> bytes:
        """The file without blanks far away from the list."""
        changed = {part: self._sheets[name] for name, part in self._parts.items()}
        if all(len(xml) == self._zip.getinfo(part).file_size for part, xml in changed.items()):
            return content
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for part in self._zip.namelist():
                package.writestr(part, changed.get(part) or self._zip.read(part))
        return stream.getvalue()

    def _without_far_blanks(self, xml: bytes, name: str) -> bytes:
        if not _MAY_BE_FAR.search(xml):
            return xml

        def near(cell: "re.Match[bytes]") -> bytes:
            place = _PLACE.search(cell["about"] or b"")
            if place is None or (int(place[2]) <= MOST_ROWS and column_of(place[1]) < MOST_COLUMNS):
                return cell[0]
            if self._is_blank(cell):
                return b""
            raise Refused("far_cell", name, (place[1] + place[2]).decode())

        return _CELL.sub(near, xml)

    def _is_blank(self, cell: "re.Match[bytes]") -> bool:
        inside = cell["inside"] or b""
        value, kind = _VALUE.search(inside), _TYPE.search(cell["about"] or b"")
        if value and kind and kind[1] == b"s":
            shared = [each["inside"] or b"" for each in _SHARED.finditer(self._zip.read("xl/sharedStrings.xml"))]
            return not _TAGS.sub(b"", shared[int(value["inside"])]).strip()
        return not _TAGS.sub(b"", inside).strip()


def column_of(letters: bytes) -> int:
    """The number of a column, A being 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def broken_cells(xml: bytes) -> dict[tuple[int, int], dict[str, str]]:
    """The cells of a sheet that hold an error, or a formula without its result, by row and column."""
    found: dict[tuple[int, int], dict[str, str]] = {}
    if not (b"<f" in xml or b":f" in xml or _IS_ERROR.search(xml)):
        return found
    number = 0
    for row in _ROW.finditer(xml):
        written = _NUMBER.search(row["about"] or b"")
        number, column = int(written[1]) if written else number + 1, -1
        for cell in _CELL.finditer(row["inside"] or b""):
            about = cell["about"] or b""
            place = _PLACE.search(about)
            column = column_of(place[1]) if place else column + 1
            if problem := _broken(about, cell["inside"] or b""):
                found[number - 1, column] = problem
    return found


def _broken(about: bytes, inside: bytes) -> dict[str, str] | None:
    value = _VALUE.search(inside)
    if _IS_ERROR.search(about):
        return {"e": _text(value["inside"]) if value else "#"}
    formula, kind = _FORMULA.search(inside), _TYPE.search(about)
    is_empty_text = kind is not None and kind[1] == b"str"
    if formula and not (value and (value["inside"] or b"").strip()) and not is_empty_text:
        return {"f": f"={_text(formula['inside'])}"}
    return None


def _text(xml: bytes | None) -> str:
    return html.unescape(_TAGS.sub(b"", xml or b"").decode())


def _attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, without the names of their spaces."""
    return {name.decode(): html.unescape((one or other).decode()) for name, one, other in _ATTRIBUTE.findall(tag)}


def hidden_parts(xml: bytes) -> tuple[list[int], list[int]]:
    """The hidden rows and columns of a sheet, counted from 0."""
    if b"hidden" not in xml:
        return [], []
    rows: list[int] = []
    columns: set[int] = set()
    for each in _HIDDEN.finditer(xml):
        about = _attributes(each[0])
        if each[1] == b"row":
            rows.append(int(about.get("r", 0)) - 1)
        else:
            columns.update(range(int(about.get("min", 1)) - 1, min(int(about.get("max", 0)), MOST_COLUMNS)))
    return rows, sorted(columns)


class OpenDocument(Beside):
    """An .ods."""

    def __init__(self, content: bytes) -> None:
        package = zipfile.ZipFile(io.BytesIO(content))
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refused("locked")
        tables = _TABLE.finditer(package.read("content.xml"))
        self._tables = {_attributes(each["about"])["name"]: each["inside"] or b"" for each in tables}

    def look(self, name: str) -> Look:
        """The same; rows and cells may stand for several alike."""
        table, look, row, column = self._tables.get(name, b""), Look({}, [], []), 0, 0
        for each in _TABLE_COLUMN.finditer(table):
            column = self._hide(each["about"], column, look.hidden_columns)
        for each in _TABLE_ROW.finditer(table):
            column = 0
            for cell in _TABLE_CELL.finditer(each["inside"] or b""):
                if problem := _broken_in_document(cell["about"] or b"", cell["inside"] or b""):
                    look.broken[row, column] = problem
                column += _repeated(cell["about"])
            row = self._hide(each["about"], row, look.hidden_rows)
        return look

    def _hide(self, about: bytes | None, at: int, hidden: list[int]) -> int:
        """Note a row or column, or several, if they are hidden; the number of the next one."""
        following = at + _repeated(about)
        if _IS_HIDDEN.search(about or b""):
            hidden.extend(range(at, min(following, MOST_ROWS)))
        return following


def _broken_in_document(about: bytes, inside: bytes) -> dict[str, str] | None:
    if b'calcext:value-type="error"' in about:
        return {"e": _text(inside) or "#"}
    formula = _DOCUMENT_FORMULA.search(about)
    return {"f": _text(formula[1])} if formula and b"office:value-type=" not in about else None


def _repeated(about: bytes | None) -> int:
    number = _REPEATED.search(about or b"")
    return int(number[1]) if number else 1


class OldBook(Beside):
    """An .xls: the records of its stream."""

    def __init__(self, content: bytes) -> None:
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("locked")
        self._stream = _stream_of(content)
        self._starts: dict[str, int] = {}
        for kind, body in self._records(0):
            if kind == _DATE_MODE:
                self.is_1904 = body[:1] == b"\x01"
            elif kind == _BOUND_SHEET:
                name = body[8:].decode("utf-16-le") if body[7] & 1 else body[8:].decode("latin-1")
                self._starts[name] = int.from_bytes(body[:4], "little")

    def look(self, name: str) -> Look:
        """The same; a formula always has its result here."""
        look = Look({}, [], [])
        for kind, body in self._records(self._starts[name]) if name in self._starts else ():
            if kind == _BOOLEAN_OR_ERROR and body[7]:
                look.broken[struct.unpack_from("<HH", body)] = {"e": _ERRORS.get(body[6], "#")}
            elif kind == _FORMULA_RECORD and body[12:14] == b"\xff\xff" and body[6] == 2:
                look.broken[struct.unpack_from("<HH", body)] = {"e": _ERRORS.get(body[8], "#")}
            elif kind == _ROW_RECORD and body[12] & 0x20:
                look.hidden_rows.append(int.from_bytes(body[:2], "little"))
            elif kind == _COLUMN_RECORD and body[8] & 1:
                first, last = struct.unpack_from("<HH", body)
                look.hidden_columns.extend(range(first, min(last + 1, MOST_COLUMNS)))
        return look

    def _records(self, start: int) -> Iterator[tuple[int, bytes]]:
        """The records of a part of the stream, up to its end."""
        at = start
        while at + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, at)
            if kind == _END:
                return
            yield kind, self._stream[at + 4 : at + 4 + length]
            at += 4 + length


def _stream_of(content: bytes) -> bytes:
    """The stream «Workbook» out of the container: sectors chained by a table of sectors."""
    size = 1 << int.from_bytes(content[30:32], "little")

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    tables = list(struct.unpack_from("<109I", content, 76))
    more = int.from_bytes(content[68:72], "little")
    while more < _NO_SECTOR and len(tables) < len(content) // size:
        *some, more = struct.unpack(f"<{size // 4}I", sector(more))
        tables += some
    following = b"".join(sector(number) for number in tables if number < _NO_SECTOR)
    chain = struct.unpack(f"<{len(following) // 4}I", following)

    def whole(number: int) -> bytes:
        found: list[bytes] = []
        while number < len(chain) and len(found) <= len(chain):
            found.append(sector(number))
            number = chain[number]
        return b"".join(found)

    folder = whole(int.from_bytes(content[48:52], "little"))
    for entry in (folder[at : at + 128] for at in range(0, len(folder), 128)):
        name = entry[: max(int.from_bytes(entry[64:66], "little") - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", entry, 116)
        if name in ("Workbook", "Book") and length >= _SMALL:
            return whole(start)[:length]
    return b""


def read(content: bytes) -> dict[str, Any]:
    """All sheets of a file. Raises Refused."""
    try:
        beside = _beside(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(beside.readable(content)))
        sheets = [_sheet(book, about, beside) for about in book.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
    except PasswordError as problem:
        raise Refused("locked") from problem
    except (
        *(CalamineError, OSError, ValueError, LookupError, struct.error, zipfile.BadZipFile),
        *(NotImplementedError, RuntimeError),  # ways of packing that zipfile does not know, or a password
    ) as problem:
        raise Refused("unreadable") from problem
    return {"sheets": sheets, "is_1904": beside.is_1904}


def _beside(content: bytes) -> Beside:
    """The file for the second look, by its content and never by its name."""
    if content.startswith(_OLE):
        return OldBook(content)
    if not content.startswith(_ZIP):
        raise Refused("unreadable")
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    if sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise Refused("too_large")
    names = {each.filename for each in parts}
    return OpenDocument(content) if "content.xml" in names else Package(content)


def _sheet(book: CalamineWorkbook, about: Any, beside: Beside) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(about.name)
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise Refused("too_large")
    rows = sheet.to_python(skip_empty_area=False)
    look = beside.look(about.name)
    for (row, column), problem in look.broken.items():
        _put(rows, row, column, problem)
    return {
        "name": about.name,
        "is_hidden": about.visible != SheetVisibleEnum.Visible,
        "rows": rows,
        "merged": list(sheet.merged_cell_ranges or ()),
        "hidden_rows": [row for row in look.hidden_rows if row < len(rows)],
        "hidden_columns": look.hidden_columns,
    }


def _put(rows: list[list[Any]], row: int, column: int, cell: Any) -> None:
    """Write into a cell that may lie outside of what calamine found filled."""
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        raise Refused("too_large")
    width = max(column + 1, len(rows[0]) if rows else 0)
    rows.extend([] for _ in range(row + 1 - len(rows)))
    if len(rows[row]) < width:
        for each in rows:
            each.extend([""] * (width - len(each)))
    rows[row][column] = cell


def in_json(cell: Any) -> dict[str, Any]:
    """A cell that JSON has no word for."""
    if isinstance(cell, dt.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, dt.time):
        return {"t": cell.isoformat()}
    return {"s": cell.total_seconds()}


def main() -> None:
    """Read within the limits and answer."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        answer = read(sys.stdin.buffer.read())
    except Refused as problem:
        answer = {"problem": problem.args[0], "where": problem.args[1:]}
    except MemoryError:
        answer = {"problem": "too_large", "where": ()}
    sys.stdout.buffer.write(json.dumps(answer, default=in_json, ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
