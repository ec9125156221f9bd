"""A list of outside organisations, as Excel or as text, read, shown and entered once. Clause 1.1."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.records.problems import in_words
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.sheets.spreadsheets import BrokenCell, NotASpreadsheet, read_workbook, without_heading
from ostu_qualification.core.sheets.text_tables import read_text_table
from ostu_qualification.core.words.folding import Words, fold
from ostu_qualification.core.words.texts import clean_text

from . import permissions
from .models import Organisation, OrganisationKind
from .queries import names_known

HEADS = Words(
    {
        "name_ky": (
            *("аталышы", "аталышы кыргызча", "кыргызча аталышы", "уюмдун аталышы", "уюм", "кыргызча"),
            *("название на кыргызском", "название кыргызский", "name in kyrgyz"),
        ),
        "name_ru": (
            *("аталышы орусча", "орусча аталышы", "орусча", "название", "наименование", "название на русском"),
            *("название русский", "наименование организации", "организация", "name in russian"),
        ),
        "name_en": ("аталышы англисче", "англисче аталышы", "англисче", "name", "english name", "name in english"),
        "kind": ("түрү", "уюмдун түрү", "вид", "тип", "вид организации"),
        "city": ("шаары", "шаар", "айылы", "шаары айылы", "жайгашкан жери", "город", "населённый пункт", "town"),
        "country": ("өлкөсү", "өлкө", "страна"),
    }
)
COLUMNS = ("name_ky", "name_ru", "name_en", "kind", "city", "country")
NAMES = COLUMNS[:3]
KINDS = Words(
    {
        OrganisationKind.UNIVERSITY: (
            *("университет", "жогорку окуу жай", "жогорку окуу жайы", "ЖОЖ", "институт", "академия"),
            *("вуз", "высшее учебное заведение", "university", "institute"),
        ),
        OrganisationKind.RESEARCH: (
            *("илимий борбор", "илимий-изилдөө борбору", "илимий изилдөө институту", "НИИ"),
            *(
                "научный центр",
                "научно-исследовательский центр",
                "научно-исследовательский институт",
                "research centre",
            ),
        ),
        OrganisationKind.SCHOOL: (
            *("окуу жай", "окуу жайы", "мектеп", "орто мектеп", "гимназия", "лицей", "колледж", "бала бакча"),
            *(
                "школа",
                "средняя школа",
                "учебное заведение",
                "образовательное учреждение",
                "образовательная организация",
            ),
            *("детский сад", "educational institution", "college"),
        ),
        OrganisationKind.ENTERPRISE: (
            *("ишкана", "фирма", "компания", "ЖЧК", "ААК", "ЖАК", "завод"),
            *("предприятие", "ОсОО", "ОАО", "ЗАО", "company"),
        ),
        OrganisationKind.OTHER: ("башка", "башкасы", "уюм", "другое", "другая", "прочее", "иное", "организация"),
    }
)
AT_MOST = 1000
_HEADING_WITHIN = 20
Row = dict[str, str]


@dataclass(frozen=True)
class Line:
    """A row of a list: what it would enter, or why it does not."""

    number: int
    row: Row
    problem: str = ""


class Lists(NamedTuple):
    """What a file says: the rows of its first list, and the sheets and columns that were not read."""

    lines: list[Line]
    unread_sheets: list[str]
    unknown_columns: list[str]


def read_list(content: bytes) -> list[Line]:
    """The rows of a CSV or Excel list of organisations, each new, known or wrong. Raises ValidationError."""
    return read_lists(content).lines


def read_lists(content: bytes) -> Lists:
    """The rows of a list of organisations, and what of the file was not read. Raises ValidationError.

    One of the first rows names the columns: the name in Kyrgyz, and as wanted in Russian and English, kind, town, country.
    """
    first, columns, table, others = _table(content)
    if len(table) - first > AT_MOST:
        raise ValidationError(_("At most %(limit)s organisations at once.") % {"limit": AT_MOST})
    good, broken = [], []
    for number, cells in enumerate(table[first:], first + 1):
        found = {name: cells[place] for name, place in columns.items() if place < len(cells)}
        row = {name: clean_text(str(found.get(name) or "")).strip() for name in COLUMNS}
        if any(isinstance(cell, BrokenCell) for cell in found.values()):
            problem = _("A cell holds an error of Excel or a formula without its result. Put it right in the list.")
            broken.append(Line(number, row, problem))
        elif any(row.values()):
            good.append((number, row))
    heading = {place: str(cell) for place, cell in enumerate(table[first - 1]) if cell not in ("", None)}
    unknown = [text for place, text in heading.items() if place not in columns.values()]
    unknown += without_heading(table[first:], heading).values()
    return Lists(sorted([*judged(good), *broken], key=lambda line: line.number), others, unknown)


def judged(rows: Iterable[tuple[int, Row]]) -> list[Line]:
    """Say of each row whether it can be entered; a name that comes twice is entered once."""
    known = set(names_known())
    lines = []
    for number, row in rows:
        problem = _problem(row, known)
        known |= {fold(row[name]) for name in NAMES if row[name] and not problem}
        lines.append(Line(number, row | {"kind": _kind(row["kind"])}, problem))
    return lines


def _problem(row: Row, known: set[str]) -> str:
    if not row["name_ky"]:
        return _("The name in Kyrgyz is missing.")
    if any(fold(row[name]) in known for name in NAMES if row[name]):
        return _("There already.")
    if not _kind(row["kind"]):
        return _("The kind is not known: %(kind)s") % {"kind": row["kind"]}
    try:
        Organisation(**row | {"kind": _kind(row["kind"])}).clean_fields()
    except ValidationError as problem:
        return in_words(problem, Organisation)
    return ""


def _kind(written: str) -> str:
    """The kind by its code or as people call it, in whatever language the page speaks; empty stands for «other»."""
    return (KINDS[written] if written else OrganisationKind.OTHER) or ""


def _table(content: bytes) -> tuple[int, dict[str, int], list[list[Any]], list[str]]:
    """The first row below the heading, the columns by meaning, all cells, and the sheets besides; of Excel the first list."""
    try:
        tables = _tables(content)
    except NotASpreadsheet as problem:
        raise ValidationError(str(problem)) from problem
    for name, table in tables.items():
        for number, cells in enumerate(table[:_HEADING_WITHIN], 1):
            columns: dict[str, int] = {}
            for place, cell in enumerate(cells):
                if cell and (meaning := HEADS[cell]):
                    columns.setdefault(meaning, place)
            if "name_ky" in columns:
                return number, columns, table, [other for other in tables if other != name]
    raise ValidationError(
        _("The first rows must name the columns; a column with the name in Kyrgyz, «Аталышы», is needed.")
    )


def _tables(content: bytes) -> dict[str, list[list[Any]]]:
    """The sheets of an Excel file that hold something, or the one table of a text."""
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        sheets = read_workbook(content)
        return {each.name: each.rows for each in sheets if any(cell is not None for row in each.rows for cell in row)}
    return {"": read_text_table(content)}


@transaction.atomic
def enter_organisations(rows: Iterable[tuple[int, Row]], *, by: Who) -> int:
    """Enter the rows of a list that are not there yet; returns how many. The same list again enters nothing."""
    permissions.edit_organisation(by).require()
    new = [Organisation(**line.row) for line in judged(rows) if not line.problem]
    Organisation.objects.bulk_create(new, ignore_conflicts=True)
    entered = list(Organisation.objects.filter(name_ky__in=[each.name_ky for each in new]))
    history.record_many(entered, "import_organisations", by=by, created=True)
    return len(entered)


history.name_acts({"import_organisations": gettext_lazy("came with a list of organisations")})
