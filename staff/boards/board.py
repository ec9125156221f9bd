"""The University's board over the stored cycles: how many people stand where. Clauses 1.4, 4.5, 6.1.

Everything is counted from one `group by`; each person with a main post is in exactly one row of each table.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ostu_qualification.core.words.calendar import ONE_DAY, add_months
from staff.cycle.models import CycleState, CycleStatus, Obligation
from staff.ledger.models import TrainingLevel
from staff.letters.digests import RISES_AFTER_MONTHS
from staff.people import choices
from staff.units.tree import UnitTree

STATUSES = [
    CycleStatus.ON_TIME,
    CycleStatus.DUE_SOON,
    CycleStatus.DUE,
    CycleStatus.OVERDUE,
    CycleStatus.VOLUNTARY,
    CycleStatus.EXEMPT,
    CycleStatus.NOT_TRACKED,
]
IN_TIME = (CycleStatus.ON_TIME, CycleStatus.DUE_SOON, CycleStatus.DUE)
FULL = 100
GROUPED_BY = ("unit_id", "status", "category", "degree_level", "level", "obligation")


@dataclass
class Line:
    """A row of figures: whom it counts, the filters of the list of people that show them, how many by status."""

    label: str
    filters: dict[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    inside_url: str = ""
    short: str = ""

    @property
    def total(self) -> int:
        """All people of the row."""
        return self.counts.total()

    @property
    def share(self) -> str:
        """The share within their time among those asked to train and not in a pause («камтуу үлүшү»). Clause 6.1."""
        return "–" if self.coverage is None else f"{self.coverage} %"

    @property
    def coverage(self) -> int | None:
        """The share as a number of per cent; none where nobody is asked to train. Clause 6.1."""
        in_time = sum(self.counts[status] for status in IN_TIME)
        asked = in_time + self.counts[CycleStatus.OVERDUE]
        return round(100 * in_time / asked) if asked else None

    def cells(self, statuses: Iterable[CycleStatus]) -> list[tuple[str, int, str]]:
        """Each of these statuses with its number and the list of people behind it."""
        return [(str(each.label), self.counts[each], self.people_url(status=each)) for each in statuses]

    @property
    def total_url(self) -> str:
        """The list of all people of the row."""
        return self.people_url()

    def people_url(self, **more: str) -> str:
        """The list of people with the filters of this row."""
        return f"{reverse('person_list')}?{urlencode({**self.filters, **more})}"


@dataclass
class Table:
    """A table of figures with the total under it."""

    name: str
    title: str
    lines: list[Line]
    total: Line

    @property
    def statuses(self) -> list[CycleStatus]:
        """The statuses that anybody has: a column each."""
        return [status for status in STATUSES if self.total.counts[status]]

    @property
    def heads(self) -> list[str]:
        """The heads beside the first column."""
        return [_("In all"), *(str(status.label) for status in self.statuses), _("Coverage")]

    @property
    def filled(self) -> list[tuple[Line, list[tuple[str, int, str]]]]:
        """Each row with its cells, the total last."""
        return [(line, line.cells(self.statuses)) for line in [*self.lines, self.total]]

    def rows(self) -> Iterator[list[Any]]:
        """The rows as Excel gets them."""
        for line in self.lines:
            yield self._row(line)

    @property
    def total_row(self) -> list[Any]:
        """The last row."""
        return self._row(self.total)

    def _row(self, line: Line) -> list[Any]:
        return [line.label, line.total, *(line.counts[status] for status in self.statuses), line.share]


@dataclass(frozen=True)
class Overdue:
    """Those who are overdue for so long, and whose matter it has become."""

    label: str
    waits_for: str
    count: int
    url: str


class Board:
    """The figures of the University, or of a unit with all units below it, as stored today. Clauses 1.4, 6.1."""

    def __init__(self, within: int | None, on: dt.date) -> None:
        self.tree, self.on = UnitTree(), on
        self.within = within if within in self.tree.units else self.tree.top()
        self.base: dict[str, str] = {"posted": "on"}
        if self.within is not None:
            self.base = {"within": str(self.within)}

    @cached_property
    def cycles(self) -> Any:
        """The stored cycles of those who hold a main post here."""
        everybody = CycleState.objects.filter(unit__isnull=False)
        return everybody if self._is_whole else everybody.filter(unit__in=self.tree.below(self.within or 0))

    @property
    def _is_whole(self) -> bool:
        return self.within is None or (self.within == self.tree.top() and len(self.tree.children[None]) == 1)

    @cached_property
    def groups(self) -> list[tuple[Any, ...]]:
        """How many people share unit, status and the rest: one `group by`, in the order of an index that holds it all."""
        return list(self.cycles.order_by(*GROUPED_BY).values_list(*GROUPED_BY).annotate(n=Count("*")))

    @cached_property
    def total(self) -> Line:
        """Everybody."""
        return Line(_("In all"), self.base, sum(self._counted(0).values(), Counter[str]()))

    @property
    def figures(self) -> list[tuple[str, int, str]]:
        """How many have each status, with the lists of people."""
        return self.total.cells([status for status in STATUSES if self.total.counts[status]])

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The figures of the page, the main fact first: how many are overdue. Clause 6.1."""
        overdue, rector = self.total.counts[CycleStatus.OVERDUE], self.overdue[-1]
        main = {
            "figure": overdue,
            "label": str(CycleStatus.OVERDUE.label),
            "tone": "red" if overdue else "green",
            "url": self.total.people_url(status=CycleStatus.OVERDUE),
            "note": _("of them for more than 6 months: %(n)s") % {"n": rector.count} if rector.count else "",
        }
        share = {"figure": self.total.share, "label": _("Coverage")}
        others = [
            {"figure": number, "label": label, "url": url}
            for label, number, url in self.total.cells([each for each in STATUSES if each != CycleStatus.OVERDUE])
            if number
        ]
        return [main, share, *others, {"figure": self.total.total, "label": _("In all"), "url": self.total.total_url}]

    @cached_property
    def coverage_bars(self) -> list[tuple[str, int, str]]:
        """Coverage by unit of the next level, the worst first: its short name, per cent, and who is overdue there."""
        covered = [(line.coverage, line) for line in self.units.lines if line.coverage is not None]
        return [
            (line.short, share, line.people_url(status=CycleStatus.OVERDUE) if share < FULL else "")
            for share, line in sorted(covered, key=lambda each: (each[0], each[1].label))
        ]

    @cached_property
    def units(self) -> Table:
        """The table by unit, read once for the table and for the picture."""
        return self.by_unit()

    @property
    def tables(self) -> list[Table]:
        """All tables of the page."""
        return [self.units, *self.by_kind()]

    def table(self, name: str) -> Table | None:
        """One table by its name in the address."""
        return next((table for table in self.tables if table.name == name), None)

    def by_unit(self) -> Table:
        """The units of the next level, each with all below it; those right in this unit on a row of their own."""
        by_unit = self._counted(0)
        lines = []
        if self.within is not None and self.within in by_unit:
            unit = self.tree.units[self.within]
            filters = {"within": str(unit.pk), "directly": "on"}
            directly = _("%(unit)s: directly")
            lines.append(
                Line(
                    directly % {"unit": unit.name},
                    filters,
                    by_unit[unit.pk],
                    short=directly % {"unit": unit.short_name},
                )
            )
        for child in self.tree.children[self.within]:
            below = self.tree.below(child.pk)
            counts = sum((by_unit[pk] for pk in below if pk in by_unit), Counter[str]())
            if child.closed_on is None or counts:
                inside = f"{reverse('university_board')}?within={child.pk}" if len(below) > 1 else ""
                lines.append(Line(child.name, {"within": str(child.pk)}, counts, inside, child.short_name))
        return Table("units", _("By unit"), lines, self.total)

    def by_kind(self) -> list[Table]:
        """The tables by category, degree, highest level of training and obligation. Clauses 1.3, 4.5."""
        return [
            self._by("category", _("By category"), 2, [*choices.CATEGORIES], str),
            self._by("degree", _("By academic degree"), 3, [*choices.DEGREE_LEVELS, ("", _("no degree"))], _or_none),
            self._by("level", _("By highest level of training"), 4, _levels(), _or_none),
            self._by("obligation", _("By obligation"), 5, [*Obligation.choices, ("", _("not tracked"))], _or_none),
        ]

    def _by(
        self, name: str, title: str, index: int, known: Iterable[tuple[Any, Any]], address: Callable[[Any], str]
    ) -> Table:
        counted = self._counted(index)
        labels = dict(known) | {value: value for value in counted if value not in dict(known)}
        lines = [
            Line(str(label), {**self.base, name: address(value)}, counted[value])
            for value, label in labels.items()
            if value in counted
        ]
        return Table(name, title, lines, self.total)

    def _counted(self, index: int) -> dict[Any, Counter[str]]:
        """How many have each status, by one of the columns that are grouped by."""
        numbers: dict[tuple[Any, str], int] = {}
        for group in self.groups:
            key = group[index], group[1]
            numbers[key] = numbers.get(key, 0) + group[6]
        found: dict[Any, Counter[str]] = {}
        for (value, status), number in numbers.items():
            found.setdefault(value, Counter())[status] = number
        return found

    @cached_property
    def overdue(self) -> list[Overdue]:
        """The overdue by how long: they rise from the head to ИИжКББ to the rector's list. Clauses 5.3, 6.1."""
        office, rector = (add_months(self.on, -months) for months in RISES_AFTER_MONTHS)
        everybody = CycleState.objects.all() if self._is_whole else self.cycles  # nobody without a post is overdue
        late = everybody.filter(status=CycleStatus.OVERDUE).aggregate(
            first=Count("due_on", filter=Q(due_on__gte=office)),
            second=Count("due_on", filter=Q(due_on__lt=office, due_on__gte=rector)),
            third=Count("due_on", filter=Q(due_on__lt=rector)),
        )

        def band(label: str, waits_for: str, count: int, **days: dt.date) -> Overdue:
            written = {name: f"{day:%d.%m.%Y}" for name, day in days.items()}
            return Overdue(label, waits_for, count, self.total.people_url(status=CycleStatus.OVERDUE, **written))

        return [
            band(_("up to 3 months"), _("the head of the unit"), late["first"], due_from=office),
            band(_("3 to 6 months"), _("ИИжКББ"), late["second"], due_from=rector, due_to=office - ONE_DAY),
            band(_("more than 6 months"), _("the rector’s list"), late["third"], due_to=rector - ONE_DAY),
        ]


def overdue(on: dt.date, *, months: int = 0, unit_ids: Iterable[int] | None = None) -> QuerySet[CycleState]:
    """Those overdue for longer than so many months, of some units or of all. Clauses 5.3, 6.1."""
    late = CycleState.objects.filter(status=CycleStatus.OVERDUE, due_on__lt=add_months(on, -months))
    return late if unit_ids is None else late.filter(unit__in=list(unit_ids))


def _or_none(value: Any) -> str:
    return "none" if value in ("", None) else str(value)


def _levels() -> list[tuple[int | None, Any]]:
    return [*TrainingLevel.choices, (None, _("no level yet"))]
