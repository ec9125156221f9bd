"""The head's board of the unit: each of its people with date, status and plan, today or as of any day. Clauses 1.3, 5.3."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from staff import ports
from staff.cycle import rules, stored
from staff.cycle.models import CycleStatus, Obligation
from staff.people.models import Basis, Employment, Person
from staff.ports import Plan
from staff.units.models import Unit
from staff.units.tree import UnitTree

from .board import IN_TIME, STATUSES

AT_MOST = 1000
A_PAGE = 100


@dataclass(frozen=True)
class Row:
    """One person of the unit on a day."""

    person: Person
    post: str
    status: CycleStatus
    obligation: str
    due_on: dt.date | None
    hours_open: int
    plan: Plan

    @property
    def state(self) -> tuple[str, str]:
        """The status as a badge."""
        return self.status.value, str(self.status.label)

    @property
    def plan_tag(self) -> tuple[str, str]:
        """The plan as a badge."""
        return self.plan.value, str(self.plan.label)


@dataclass
class Group:
    """The people of one unit, those due first first."""

    unit: Unit
    rows: list[Row]


class UnitBoard:
    """The people who belong to some units by their main post on a day; at most a thousand of them at once."""

    def __init__(self, unit_ids: set[int], on: dt.date, today: dt.date) -> None:
        self.on, self.is_today = on, on == today
        self.tree = UnitTree()
        posts = _main_posts(unit_ids, on)
        self.is_too_big = len(posts) > AT_MOST
        self.groups = [] if self.is_too_big else self._groups(posts)
        self.counts = Counter(row.status for row in self.rows())

    def _groups(self, posts: list[Employment]) -> list[Group]:
        ids = [post.person_id for post in posts]
        plans = ports.in_one(ports.plans_now.ask(ids, self.on)) if self.is_today else {}
        reckoned = self._reckoned(posts)
        by_unit: dict[int, list[Row]] = {}
        for post in posts:
            found = reckoned[post.person_id]
            row = Row(
                person=post.person,
                post=post.get_post_display(),
                status=CycleStatus(found.status),
                obligation=str(Obligation(found.obligation).label) if found.obligation else "",
                due_on=found.due_on,
                hours_open=found.hours_open,
                plan=plans.get(post.person_id, Plan.NO_PLAN),
            )
            by_unit.setdefault(post.unit_id, []).append(row)
        units = self.tree.ordered(set(by_unit))
        return [Group(unit, sorted(by_unit[unit.pk], key=_due_first)) for unit in units]

    def _reckoned(self, posts: list[Employment]) -> dict[int, Any]:
        """The cycles as stored today; as of another day, and of those never stored, reckoned now."""
        kept = {post.person_id: getattr(post.person, "cycle", None) if self.is_today else None for post in posts}
        unknown = [post.person for post in posts if kept[post.person_id] is None]
        inputs = stored.inputs_of(unknown) if unknown else {}
        return kept | {pk: rules.cycle(each, self.on) for pk, each in inputs.items()}

    def page(self, number: str) -> Page[Any]:
        """A page of the people in the order of the units: a hundred of them."""
        rows = [(group, row) for group in self.groups for row in group.rows]
        return Paginator(rows, A_PAGE).get_page(number)

    def groups_on(self, page: Page[Any]) -> list[tuple[Group, list[Row]]]:
        """The units of a page with those of their people who stand on it."""
        found: dict[int, tuple[Group, list[Row]]] = {}
        for group, row in page.object_list:
            found.setdefault(group.unit.pk, (group, []))[1].append(row)
        return list(found.values())

    def rows(self) -> Iterator[Row]:
        """All rows in order."""
        for group in self.groups:
            yield from group.rows

    @property
    def figures(self) -> list[tuple[str, str, int]]:
        """Code, label and number of each status that anybody has."""
        return [(each.value, str(each.label), self.counts[each]) for each in STATUSES if self.counts[each]]

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The figures of the page, the overdue first, then coverage."""
        late = self.counts[CycleStatus.OVERDUE]
        main = {"figure": late, "label": str(CycleStatus.OVERDUE.label), "tone": "red" if late else "green"}
        others = [{"figure": n, "label": label} for code, label, n in self.figures if code != CycleStatus.OVERDUE]
        return [main, {"figure": self.share or "–", "label": _("Coverage")}, *others]

    @property
    def share(self) -> str:
        """The share within their time among those asked to train («камтуу үлүшү»). Clause 6.1."""
        in_time = sum(self.counts[status] for status in IN_TIME)
        asked = in_time + self.counts[CycleStatus.OVERDUE]
        return f"{round(100 * in_time / asked)} %" if asked else ""

    @property
    def without_address(self) -> int:
        """How many no letter reaches. Clause 6.1."""
        return sum(1 for row in self.rows() if not row.person.email)

    def table(self) -> tuple[list[str], Iterator[list[Any]]]:
        """Heads and rows for Excel."""
        heads = [
            _("Name"),
            _("Unit"),
            _("Post"),
            _("Obligation"),
            _("Next due date"),
            _("Status"),
            _("Hours still open"),
        ]
        heads += [_("Plan"), _("E-mail")] if self.is_today else []
        return heads, self._excel_rows()

    def _excel_rows(self) -> Iterator[list[Any]]:
        for group in self.groups:
            for row in group.rows:
                person = row.person
                cells = [person.full_name, group.unit.name, row.post, row.obligation, row.due_on, row.state[1]]
                rest = [row.plan_tag[1], person.email or ""] if self.is_today else []
                yield [*cells, row.hours_open, *rest]


def _main_posts(unit_ids: Iterable[int], on: dt.date) -> list[Employment]:
    """The main posts held in the units on a day, one a person: the later of two."""
    held = Employment.objects.filter(Employment.on(on), basis=Basis.MAIN, unit__in=list(unit_ids))
    found = held.select_related("person__cycle").order_by("hired_on")[: AT_MOST + 1]
    return list({post.person_id: post for post in found}.values())


def _due_first(row: Row) -> tuple[bool, dt.date, str, int]:
    """Whom the head has to see to comes first; those who train voluntarily or are away stand below."""
    is_asked = row.status in (*IN_TIME, CycleStatus.OVERDUE)
    return not is_asked, row.due_on or dt.date.max, row.person.sort_key, row.person.pk
