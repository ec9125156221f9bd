"""List pages: columns, order, filters in the address, paging and the same rows as Excel, in one way for all lists."""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from .dates import short_date
from .spreadsheets import escape_formula

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A column: its name in the address, its head, and how a record fills it.

    `order` are the database columns to sort by; `is_number` sets it right; `on_phone` keeps it on the card.
    """

    name: str
    label: str | Promise
    value: Callable[[Any], Any]
    order: tuple[str, ...] = ()
    is_number: bool = False
    on_phone: bool = True
    badge: bool = False


@dataclass(frozen=True)
class Cell:
    """What the page prints in one place of the table."""

    text: Any
    column: Column
    url: str = ""
    badge: Any = None


class ListPage:
    """Everything a list template needs; counts once, reads one page, and exports what the filters leave."""

    def __init__(
        self,
        request: HttpRequest,
        records: QuerySet[Any],
        columns: Sequence[Column],
        *,
        title: str,
        row_url: Callable[[Any], str] | None = None,
        filters: Any = None,
        per_page: int = 50,
        empty: str = "",
    ) -> None:
        self.request, self.columns, self.title, self.row_url = request, columns, title, row_url
        self.filters = filters(request.GET or None, queryset=records) if filters else None
        self.empty = empty or _("Nothing here yet")
        self.sort = request.GET.get("sort", "")
        found = self.filters.qs if self.filters is not None else records
        self.records = self._ordered(found)
        self.per_page = per_page

    def _ordered(self, records: QuerySet[Any]) -> QuerySet[Any]:
        column = next((each for each in self.columns if each.order and each.name == self.sort.lstrip("-")), None)
        if column is None:
            return records
        sign = "-" if self.sort.startswith("-") else ""
        return records.order_by(*(f"{sign}{name}" for name in column.order), f"{sign}pk")

    @property
    def page(self) -> Any:
        """The page of records that the address asks for; the last one when it asks for too much."""
        if not hasattr(self, "_page"):
            paginator = Paginator(self.records, self.per_page)
            try:
                number = max(1, int(self.request.GET.get("page", "1")))
            except ValueError:
                number = 1
            try:
                self._page = paginator.page(number)
            except EmptyPage:
                self._page = paginator.page(paginator.num_pages)
        return self._page

    @property
    def count(self) -> int:
        """How many records the filters leave."""
        return int(self.page.paginator.count)

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of this page as cells."""
        return [self._cells(record) for record in self.page.object_list]

    def _cells(self, record: Model) -> list[Cell]:
        url = self.row_url(record) if self.row_url else ""
        cells = []
        for index, column in enumerate(self.columns):
            value = column.value(record)
            badge = value if column.badge else None
            cells.append(Cell("" if column.badge else shown(value), column, url if index == 0 else "", badge))
        return cells

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The heads of the table with the address that sorts by each."""
        heads = []
        for column in self.columns:
            is_up, is_down = self.sort == column.name, self.sort == f"-{column.name}"
            url = self.address(sort=f"-{column.name}" if is_up else column.name, page="") if column.order else ""
            direction = "ascending" if is_up else "descending" if is_down else ""
            heads.append({"column": column, "url": url, "direction": direction})
        return heads

    def address(self, **changes: str) -> str:
        """The page's own address with some parameters changed."""
        parameters = {name: value for name, value in self.request.GET.items() if value}
        parameters.update(changes)
        return "?" + urlencode({name: value for name, value in parameters.items() if value})

    @property
    def previous_url(self) -> str:
        """The address of the page before, or empty."""
        return self.address(page=str(self.page.number - 1)) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The address of the page after, or empty."""
        return self.address(page=str(self.page.number + 1)) if self.page.has_next() else ""

    @property
    def export_url(self) -> str:
        """The address of the same rows as Excel."""
        return self.address(format="xlsx", page="")

    @property
    def wants_excel(self) -> bool:
        """Whether the address asks for Excel."""
        return self.request.GET.get("format") == "xlsx"

    def as_excel(self) -> HttpResponse:
        """All rows that the filters leave, as the office keeps its lists: title, date, № column, no live formulas."""
        rows = ([column.value(record) for column in self.columns] for record in self.records.iterator(chunk_size=2000))
        content = excel(self.title, [str(column.label) for column in self.columns], rows)
        response = HttpResponse(content, content_type=EXCEL)
        name = slugify(self.title, allow_unicode=True) or "list"
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
        return response


def shown(value: Any) -> str:
    """A value as the table prints it."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, dt.date):
        return short_date(value)
    return str(value)


def excel(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook with one sheet: merged title, date of export, № column, then the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31].translate(str.maketrans("", "", "[]:*?/\\")) or "1")
    sheet.freeze_panes = "C4"
    bold = Font(bold=True)
    sheet.column_dimensions["A"].width = 6
    for index in range(len(heads)):
        sheet.column_dimensions[chr(66 + index)].width = 40 if index == 0 else 22
    heading = WriteOnlyCell(sheet, value=escape_formula(title))
    heading.font, heading.alignment = Font(bold=True, size=14), Alignment(wrap_text=True)
    sheet.append([heading])
    sheet.append([_("Exported on %(date)s") % {"date": short_date(dt.date.today())}])
    head_cells = []
    for text in ("№", *heads):
        cell = WriteOnlyCell(sheet, value=text)
        cell.font, cell.alignment = bold, Alignment(wrap_text=True, vertical="top")
        head_cells.append(cell)
    sheet.append(head_cells)
    for number, row in enumerate(rows, 1):
        sheet.append([number, *(_excel_value(value) for value in row)])
    sheet.merged_cells.ranges.add(f"A1:{chr(65 + min(len(heads), 25))}1")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _excel_value(value: Any) -> Any:
    if value is None or isinstance(value, int | float | dt.date):
        return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
    return escape_formula(str(value))
