"""«Аткарыла турган иштер»: what waits for a user, the oldest first. Apps register lines; one statement counts them all.

A line is a verb with a count, the day since when the oldest waits, and the address where it is done: the only record's own
page, else the list of them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateField, DateTimeField, Min, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate

from .ports import Port

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, kw_only=True)
class Waits:
    """Records that wait for somebody to act.

    `records` are those that wait for a given user; `visible` spares the question to those for whom nothing of this kind
    can ever wait. `sentence` takes the count as `%(n)s`; `since` is the column whose earliest value tells how long. `page`
    is the address name of one record's page, `address` gives that of all. `who` says in words for whom it waits.
    """

    sentence: "StrPromise"
    records: Callable[[Any], QuerySet[Any]]
    visible: Callable[[Any], bool]
    address: Callable[[], str]
    since: str = ""
    page: str = ""
    who: str | Promise = ""


@dataclass(frozen=True)
class Task:
    """One line of the worklist: since when it can be done, and until when it must be."""

    text: str
    url: str
    count: int = 1
    since: dt.date | None = None
    until: dt.date | None = None


_lines: list[Waits] = []


def _asked(user: Any) -> Sequence[Task]:
    """What waits for a user that is said record by record?"""
    raise NotImplementedError


_others: Port[[Any], Sequence[Task]] = Port(_asked)


def register(*lines: Waits) -> None:
    """Add lines to the worklist; those of acts (`waits_for`) come by themselves."""
    _lines.extend(each for each in lines if each not in _lines)


def register_tasks(tasks: Callable[[Any], Sequence[Task]]) -> Callable[[Any], Sequence[Task]]:
    """Add a function that gives whole lines: for work that is said record by record."""
    return _others.answer(tasks)


def tasks_for(user: Any) -> list[Task]:
    """Everything that waits for this user, the oldest first; what has no day comes last.

    A source that breaks is left out and named in the log: it never takes the home page down.
    """
    from .steps import ACTS

    lines = [*_lines, *(each.waits_for for each in ACTS.values() if each.waits_for is not None)]
    found = [*_counted([each for each in lines if each.visible(user)], user), *_told(user)]
    return sorted(found, key=lambda task: (task.since or dt.date.max, task.text))


def _told(user: Any) -> Iterable[Task]:
    for answer in _others.ask(user):
        yield from answer


def _counted(lines: list[Waits], user: Any) -> Iterable[Task]:
    """One statement for all lines: count, first day and first key of each."""
    if not lines:
        return
    first, *others = [_count(line.records(user), number, line.since) for number, line in enumerate(lines)]
    for row in first.union(*others, all=True) if others else first:
        if not row["n"]:
            continue
        line = lines[row["line"]]
        is_one = row["n"] == 1 and line.page
        url = reverse(line.page, args=[row["first"]]) if is_one else line.address()
        since = row["since"] if row["since"] and row["since"] <= localdate() else None  # nothing waits since tomorrow
        yield Task(line.sentence % {"n": row["n"]}, url, row["n"], since)


def _count(records: QuerySet[Any], number: int, since: str) -> QuerySet[Any, dict[str, Any]]:
    day: Any = Value(None, DateField())
    if since:
        earliest = Min(since)
        is_moment = isinstance(
            records.annotate(_since=earliest).query.annotations["_since"].output_field, DateTimeField
        )
        day = TruncDate(earliest) if is_moment else Cast(earliest, DateField())
    lines = records.order_by().annotate(line=Value(number)).values("line")
    return lines.annotate(n=Count("pk", distinct=True), since=day, first=Min("pk")).values(
        "line", "n", "since", "first"
    )
