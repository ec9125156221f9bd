"""List pages in one way for all lists: columns to choose from, order, filters in the address, paging, views kept under a
name, acts on many rows, and the same rows as Excel.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ostu_qualification.core.models import SavedView
from ostu_qualification.core.sheets.excel import excel_answer
from ostu_qualification.core.words.dates import short_date

from .badges import badge
from .saved_views import is_list_page, views_of

COUNTED = 10_000
PORTION = 2000
FIRST = 2
SHORT_TEXT, LONGEST_TEXT = 14, 34  # letters: what a cell always shows whole, and beyond which no column grows
LONGEST_KEY = 18  # digits: a longer number is no key, and SQLite refuses to look for it


@dataclass(frozen=True)
class Column:
    """A column: its name in the address, its head, and how a record fills it.

    `order` are the database columns to sort by; `is_number` sets it right; `on_phone` keeps it on the card; one that is
    not `is_default` is shown only to those who choose it.
    """

    name: str
    label: str | Promise
    value: Callable[[Any], Any]
    order: tuple[str, ...] = ()
    is_number: bool = False
    on_phone: bool = True
    badge: bool = False
    is_default: bool = True


def address_of(name: str) -> Callable[[Any], str]:
    """The address of each row's own page, reversed once for the whole list."""
    before, _, after = reverse(name, args=[0]).rpartition("0")

    def address(record: Any) -> str:
        return f"{before}{record.pk}{after}"

    return address


@dataclass(frozen=True)
class Bulk:
    """An act on many rows of a list: its button, and the address of its page, which asks `chosen` for the rows."""

    label: str | Promise
    url: str


def chosen(request: HttpRequest, records: QuerySet[Any], filters: Any = None) -> QuerySet[Any]:
    """The rows that a bulk act is about: those ticked (`pk` in the address), or with `all=1` all that the filters leave."""
    if request.GET.get("all") == "1":
        found: QuerySet[Any] = filters(request.GET, queryset=records).qs if filters else records
        return found.order_by("pk")
    ticked = [key for key in request.GET.getlist("pk") if key.isdecimal() and len(key) <= LONGEST_KEY]
    return records.filter(pk__in=ticked).order_by("pk")


@lru_cache(maxsize=500)
def _labels(model: type[Model], name: str, language: str) -> dict[Any, str]:
    """The labels of a column's choices in one language."""
    return {value: str(label) for value, label in model._meta.get_field(name).flatchoices}  # type: ignore[union-attr]


def label_of(record: Model, name: str) -> str:
    """The label of a choice, as `get_…_display` gives it, but reckoned once a language instead of once a row."""
    value = getattr(record, name)
    return _labels(type(record), name, get_language() or "").get(value, "" if value is None else str(value))


class LongPaginator(Paginator):
    """Counts no further than COUNTED: on a long list counting would take longer than all the rest of the page."""

    @cached_property
    def count(self) -> int:
        """How many records there are, at most COUNTED."""
        records: Any = self.object_list
        return int(records.order_by()[:COUNTED].count()) if isinstance(records, QuerySet) else len(records)


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
        bulk: Sequence[Bulk] = (),
        fields: Sequence[str] = (),
        load: Callable[[list[Any]], Iterable[Any]] | None = None,
    ) -> None:
        """Where model objects would cost too much, `load` makes the rows from tuples of `fields`, in their order."""
        self.request, self.title, self.row_url, self.bulk = request, title, row_url, bulk
        self.all_columns, self.columns = columns, _shown_columns(columns, request.GET.getlist("column"))
        self.is_more_used = bool({*_rarer(filters), "more"} & {name for name, _ in self.kept})
        shown = filters if self.is_more_used or not _rarer(filters) else _usual(filters)
        self.filters = shown(request.GET or None, queryset=records) if shown else None
        self.empty = empty or _("Nothing here yet")
        self.sort = request.GET.get("sort", "")
        found = self.filters.qs if self.filters is not None else records
        self.records, self.fields, self.load = self._ordered(found), fields, load
        self.per_page = per_page

    def _ordered(self, records: QuerySet[Any]) -> QuerySet[Any]:
        column = next((each for each in self.all_columns if each.order and each.name == self.sort.lstrip("-")), None)
        if column is None:
            return records
        sign = "-" if self.sort.startswith("-") else ""
        return records.order_by(*(f"{sign}{name}" for name in column.order), f"{sign}pk")

    @cached_property
    def page(self) -> Page[Any]:
        """The page of records that the address asks for; the last one when it asks for too much."""
        records = self.records.values_list(*self.fields) if self.load else self.records
        page = LongPaginator(records, self.per_page).get_page(self.request.GET.get("page", "1"))
        if self.load:
            page.object_list = list(self.load(list(page.object_list)))
        return page

    @property
    def count(self) -> int:
        """How many records the filters leave, as far as they are counted."""
        return int(self.page.paginator.count)

    @property
    def shown_count(self) -> str:
        """The count in words: «12 500», and «10 000+» where nobody counts on."""
        text = f"{self.count:,}".replace(",", "\xa0")
        return f"{text}+" if self.count == COUNTED else text

    @cached_property
    def cells(self) -> list[list[str]]:
        """The cells of this page by rows, escaped; written here because a template spends most of a list's time on them."""
        badges: dict[Any, SafeString] = {}

        def drawn(column: Column, record: Any) -> str:
            value = column.value(record)
            if column.badge and value:
                return badges.get(value) or badges.setdefault(value, badge(*value))
            return conditional_escape(shown(value))

        return [[drawn(column, record) for column in self.columns] for record in self.page.object_list]

    @cached_property
    def widths(self) -> list[int]:
        """What each column takes of the width that is left, in per cent; 0 for those that take what they need.

        Long texts share what numbers, days, states and short words leave, each as much as its longest text and the first,
        which says what the row is, twice as much, so that a row stays one line; what has no room ends in dots.
        """
        wanted = []
        for index, column in enumerate(self.columns):
            texts = [row[index] for row in self.cells]
            longest = max(map(len, texts), default=0)
            is_text = not column.is_number and not column.badge and any(map(_has_letters, texts))
            share = min(longest, LONGEST_TEXT) * (FIRST if index == 0 else 1)
            wanted.append(share if is_text and longest > SHORT_TEXT else 0)
        return [round(100 * each / sum(wanted)) if each else 0 for each in wanted]

    @property
    def body(self) -> SafeString:
        """The rows of this page."""
        opening = [_opening(column, index == 0, self.widths[index] > 0) for index, column in enumerate(self.columns)]
        parts: list[str] = []
        for record, cells in zip(self.page.object_list, self.cells, strict=True):
            parts.append("<tr>")
            if self.bulk:
                parts.append(_PICK % (record.pk, escape(_("Select: %(name)s")) % {"name": cells[0]}))
            for index, text in enumerate(cells):
                is_link = index == 0 and self.row_url is not None
                parts += (opening[index], f'<a href="{escape(self.row_url(record))}">{text}</a>' if is_link else text)  # type: ignore[misc]
                parts.append("</td>")
            parts.append("</tr>\n")
        return mark_safe("".join(parts))  # noqa: S308 - every cell is escaped

    @property
    def is_filtered(self) -> bool:
        """Whether anything beside the order narrows the list."""
        return bool(self.parameters("sort", "page", "column", "format", "more"))

    def _all(self) -> Iterator[Any]:
        """All rows, in portions."""
        if self.load is None:
            yield from self.records.iterator(chunk_size=PORTION)
            return
        rows = self.records.values_list(*self.fields).iterator(chunk_size=PORTION)
        while portion := list(islice(rows, PORTION)):
            yield from self.load(portion)

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
        return "?" + urlencode([pair for pair in self.parameters(*changes) + list(changes.items()) if pair[1]])

    def parameters(self, *without: str) -> list[tuple[str, str]]:
        """What the address says, but for some parameters; a parameter may stand there more than once."""
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in without
            for value in values
            if value
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters and order, for forms that change something else."""
        return self.parameters("column", "page", "format", "pk", "all")

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        """The columns beside the first, and whether each is shown."""
        return [(column, column in self.columns) for column in self.all_columns[1:]]

    @property
    def more_url(self) -> str:
        """The address of the same list with all its filters shown."""
        return self.address(more="1", page="")

    @cached_property
    def views(self) -> list[SavedView]:
        """The views that this person has kept of this list; none where there is nothing to filter."""
        user = getattr(self.request, "user", None)
        return list(views_of(user).filter(page=self.request.path)) if user and self.filters is not None else []

    @property
    def keeps_views(self) -> bool:
        """Whether a view of this list can be kept."""
        return is_list_page(self.request.path)

    @property
    def query(self) -> str:
        """What a kept view keeps: filters, order and columns."""
        return self.address(page="", format="")[1:]

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
        rows = ([_plain(column, record) for column in self.columns] for record in self._all())
        return excel_answer(self.title, [str(column.label) for column in self.columns], rows)


@lru_cache
def _rarer(filters: Any) -> tuple[str, ...]:
    """The filters beside the usual ones, which are shown when asked for or used."""
    usual = getattr(filters, "usual", ())
    return tuple(name for name in filters.base_filters if name not in usual) if usual else ()


@lru_cache
def _usual(filters: Any) -> Any:
    """The same filters without the rarer ones: each costs a form field on every page."""

    class Usual(filters):
        pass

    Usual.base_filters = {name: each for name, each in Usual.base_filters.items() if name in filters.usual}
    return Usual


_PICK = '<td class="pick"><input type="checkbox" class="form-check-input" name="pk" value="%s" form="bulk" aria-label="%s"></td>'


def _shown_columns(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """The columns that someone chose; the first one always, and the usual ones without a choice."""
    if not set(names) & {column.name for column in columns}:
        return [column for column in columns if column.is_default]
    return [column for index, column in enumerate(columns) if index == 0 or column.name in names]


def _has_letters(text: str) -> bool:
    """Whether a cell holds words, and not a number, a day or a moment, of which nothing may be cut off."""
    return any(letter.isalpha() for letter in text)


def _opening(column: Column, is_first: bool, is_cut: bool) -> str:
    """The tag that opens a column's cells; the label is what a phone shows before the value."""
    classes = (
        ["first"] * is_first + ["number"] * column.is_number + ["off-phone"] * (not column.on_phone) + ["cut"] * is_cut
    )
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    if not is_first and column.on_phone and not column.badge:
        attributes += f' data-label="{escape(column.label)}"'
    return f"<td{attributes}>"


def shown(value: Any) -> str:
    """A value as the table prints it; a moment in the time of Osh, money and points with a comma: 12 500,00."""
    if value is None or value == "":
        return ""
    if isinstance(value, SafeString):
        return value
    if isinstance(value, dt.datetime):
        return f"{localtime(value) if is_aware(value) else value:%d.%m.%Y %H:%M}"
    if isinstance(value, dt.date):
        return short_date(value)
    if isinstance(value, Decimal):
        return f"{value:,}".replace(",", "\xa0").replace(".", ",")
    return str(value)


def _plain(column: Column, record: Any) -> Any:
    """What Excel gets: of a badge its word."""
    value = column.value(record)
    return value[1] if column.badge and value else value
