"""Who falls due over the next three years, by quarter, against the places planned. Clauses 1.3, 5.3, 6.1.

Counted by the date each person has today; a date that moves after the next training lies beyond the three years.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import ExtractQuarter, ExtractYear
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ostu_qualification.core.words.calendar import ONE_DAY, add_months
from staff import ports
from staff.cycle.models import CycleState, CycleStatus, Obligation
from staff.people import choices
from staff.units.tree import UnitTree

QUARTERS = 12
NAMED_AT_MOST = 300
ASKED = (Obligation.MANDATORY, Obligation.RECOMMENDED)
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year; `OVERDUE` stands for all days before today."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        """The quarter that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter.of(add_months(self.first_day, 3))

    @property
    def roman(self) -> str:
        """Its number as the office writes it."""
        return ROMAN[self.number - 1]

    @property
    def label(self) -> str:
        """«2027, II»."""
        return f"{self.year}, {self.roman}" if self.year else _("Overdue now")


OVERDUE = Quarter(0, 1)


@dataclass
class Due:
    """How many fall due in one quarter, by obligation, and the places planned there."""

    quarter: Quarter
    counts: Counter[str]
    places: int | None = None

    @property
    def mandatory(self) -> int:
        """Those who must."""
        return self.counts[Obligation.MANDATORY]

    @property
    def recommended(self) -> int:
        """Those who are asked to."""
        return self.counts[Obligation.RECOMMENDED]

    @property
    def asked(self) -> int:
        """Both; the voluntary stand apart."""
        return self.mandatory + self.recommended

    @property
    def voluntary(self) -> int:
        """Those with a degree whose date lies here."""
        return self.counts[Obligation.VOLUNTARY]


@dataclass
class Spread:
    """Numbers by quarter of one unit or category."""

    label: str
    cells: list[tuple[Quarter, int]]

    @property
    def total(self) -> int:
        """All quarters together."""
        return sum(number for _quarter, number in self.cells)


class Forecast:
    """The people of some units by the quarter their date lies in. Clauses 1.3, 6.1."""

    def __init__(self, on: dt.date, *, unit_ids: set[int] | None, within: int | None, category: str = "") -> None:
        self.on, self.category, self.tree = on, category, UnitTree()
        self.within = within
        self.unit_ids = self.tree.below(within) if within else unit_ids
        self.quarters = [Quarter.of(on)]
        while len(self.quarters) < QUARTERS:
            self.quarters.append(self.quarters[-1].next)
        self.columns = [OVERDUE, *self.quarters]
        self.until = self.quarters[-1].next.first_day - ONE_DAY

    @property
    def is_whole(self) -> bool:
        """Whether everybody is counted, so that the places of the University may stand beside them."""
        is_all = self.unit_ids is None or self.unit_ids >= self.tree.units.keys()
        return is_all and not self.category

    @property
    def cycles(self) -> QuerySet[CycleState]:
        """Those with a main post here and a date up to the end; whoever is in a pause is counted apart."""
        found = CycleState.objects.filter(unit__isnull=False, due_on__lte=self.until)
        if self.unit_ids is not None:
            found = found.filter(unit__in=self.unit_ids)
        return found.filter(category=self.category) if self.category else found

    @cached_property
    def groups(self) -> list[tuple[Quarter, int, str, str, int]]:
        """Quarter, unit, category, obligation and how many: one `group by` for the past, one for what is to come."""
        by = ("unit_id", "category", "obligation")
        tracked = self.cycles.exclude(status=CycleStatus.EXEMPT)
        late = tracked.filter(due_on__lt=self.on).order_by().values_list(*by).annotate(n=Count("*"))
        coming = tracked.filter(due_on__gte=self.on).annotate(y=ExtractYear("due_on"), q=ExtractQuarter("due_on"))
        found = [(OVERDUE, *row) for row in late]
        for row in coming.order_by().values_list("y", "q", *by).annotate(n=Count("*")):
            found.append((Quarter(row[0], row[1]), *row[2:]))
        return found

    @cached_property
    def paused(self) -> int:
        """Those in a pause: their dates still move."""
        return self.cycles.filter(status=CycleStatus.EXEMPT).count()

    @cached_property
    def dues(self) -> list[Due]:
        """The overdue, then the twelve quarters, with the places of courses that begin there."""
        places = ports.in_one(ports.places_by_quarter.ask(self.on, self.until))
        counts: dict[Quarter, Counter[str]] = defaultdict(Counter)
        for quarter, _unit, _category, obligation, n in self.groups:
            counts[quarter][obligation] += n
        late = Due(OVERDUE, counts[OVERDUE])
        return [late, *(Due(each, counts[each], places.get(each.first_day, 0)) for each in self.quarters)]

    @cached_property
    def total(self) -> Due:
        """All columns together."""
        counts = sum((due.counts for due in self.dues), Counter[str]())
        return Due(OVERDUE, counts, sum(due.places or 0 for due in self.dues))

    @property
    def gap(self) -> int:
        """How many places are wanting over the three years; negative when there are more than needed."""
        return self.total.asked - (self.total.places or 0)

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The figures of the page, the main fact first: how many places are wanting, where places can be compared."""
        late, asked = self.dues[0].asked, self.total.asked
        figures: list[dict[str, Any]] = [
            {"figure": asked, "label": _("fall due within three years")},
            {"figure": late, "label": _("of them overdue now"), "tone": "red" if late else "green"},
        ]
        if not self.is_whole:
            return figures
        planned = {"figure": self.total.places or 0, "label": _("places planned")}
        if self.gap > 0:
            return [{"figure": self.gap, "label": _("places are wanting"), "tone": "red"}, *figures, planned]
        return [{"figure": -self.gap, "label": _("places to spare"), "tone": "green"}, *figures, planned]

    @cached_property
    def year_bars(self) -> list[tuple[str, int, int]]:
        """Demand and places planned by calendar year, those overdue now with the first: year, people, places."""
        asked: Counter[int] = Counter({self.quarters[0].year: self.dues[0].asked})
        places: Counter[int] = Counter()
        for due in self.dues[1:]:
            asked[due.quarter.year] += due.asked
            places[due.quarter.year] += due.places or 0
        years = sorted({quarter.year for quarter in self.quarters})
        return [(str(year), asked[year], places[year]) for year in years]

    @property
    def demand_bars(self) -> list[tuple[str, int]]:
        """Demand beside places, labelled year by year, for the picture."""
        return [
            bar
            for year, people, places in self.year_bars
            for bar in (
                (_("%(year)s: people") % {"year": year}, people),
                (_("%(year)s: places") % {"year": year}, places),
            )
        ]

    @cached_property
    def by_category(self) -> list[Spread]:
        """The asked by category."""
        return [self._spread(str(label), 2, {code}) for code, label in choices.CATEGORIES if self._has(2, {code})]

    @cached_property
    def by_unit(self) -> list[Spread]:
        """The asked by unit of the next level, each with all below it."""
        return [self._spread(unit, 1, below) for unit, below in self._parts() if self._has(1, below)]

    def _parts(self) -> Iterator[tuple[str, set[int]]]:
        top = self.within or (self.tree.top() if self.unit_ids is None else None)
        if top:
            yield _("%(unit)s: directly") % {"unit": self.tree.units[top].name}, {top}
            for child in self.tree.children[top]:
                yield child.name, self.tree.below(child.pk)
            return
        units = self.tree.units.values() if self.unit_ids is None else self.tree.ordered(self.unit_ids)
        for unit in units:
            yield unit.name, {unit.pk}

    def _has(self, index: int, values: set[Any]) -> bool:
        return any(group[index] in values and group[3] in ASKED for group in self.groups)

    def _spread(self, label: str, index: int, values: set[Any]) -> Spread:
        counts: Counter[Quarter] = Counter()
        for group in self.groups:
            if group[index] in values and group[3] in ASKED:
                counts[group[0]] += group[4]
        return Spread(label, [(quarter, counts[quarter]) for quarter in self.columns])

    @cached_property
    def people(self) -> list[tuple[Quarter, list[CycleState]]] | None:
        """The names by quarter, where a unit's plan starts; None when there are too many for one page. Clause 5.3."""
        asked = self.cycles.filter(obligation__in=ASKED).exclude(status=CycleStatus.EXEMPT).select_related("person")
        found = list(asked.order_by(F("due_on").asc(), "person__sort_key")[: NAMED_AT_MOST + 1])
        if len(found) > NAMED_AT_MOST:
            return None
        named: dict[Quarter, list[CycleState]] = {}
        for state in found:
            late = state.due_on is None or state.due_on < self.on
            named.setdefault(OVERDUE if late else Quarter.of(state.due_on or self.on), []).append(state)
        return list(named.items())

    @property
    def heads(self) -> list[str]:
        """The heads of the table behind the picture."""
        return [_("Quarter"), _("mandatory"), _("recommended"), _("In all"), _("Places planned"), _("voluntary, apart")]

    def table(self, name: str) -> tuple[str, list[str], Iterator[list[Any]]]:
        """Title, heads and rows of one of the tables, for Excel; that by quarter unless another is named."""
        quarters = [quarter.label for quarter in self.columns]
        if name == "units":
            return _("Forecast by unit"), [_("Unit"), *quarters, _("In all")], self._spread_rows(self.by_unit)
        if name == "categories":
            return (
                _("Forecast by category"),
                [_("Category"), *quarters, _("In all")],
                self._spread_rows(self.by_category),
            )
        if name == "people":
            heads = [_("Name"), _("Unit"), _("Quarter"), _("Next due date"), _("Obligation")]
            return _("Who falls due when"), heads, self._people_rows()
        return _("Forecast of three years"), self.heads, self._due_rows()

    def _due_rows(self) -> Iterator[list[Any]]:
        for due in [*self.dues, self.total]:
            label = _("In all") if due is self.total else due.quarter.label
            yield [label, due.mandatory, due.recommended, due.asked, due.places, due.voluntary]

    @staticmethod
    def _spread_rows(spreads: list[Spread]) -> Iterator[list[Any]]:
        for spread in spreads:
            yield [spread.label, *(number for _quarter, number in spread.cells), spread.total]

    def _people_rows(self) -> Iterator[list[Any]]:
        for quarter, states in self.people or ():
            for state in states:
                unit = self.tree.units[state.unit_id].name if state.unit_id else ""
                obligation = state.get_obligation_display()
                yield [state.person.full_name, unit, quarter.label, state.due_on, obligation]
