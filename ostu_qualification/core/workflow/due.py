"""Timers: what the system does by itself once its moment has come, as data in the table of acts."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """When an act is taken by the system itself: the moment of one record, and which records are due at a moment.

    `arguments` are what the act needs besides the record, a reason for example.
    """

    moment: Callable[[Any], dt.datetime | None]
    ready: Callable[[QuerySet[Any], dt.datetime], QuerySet[Any]]
    arguments: Mapping[str, Any] = field(default_factory=dict)


def start_of(day: dt.date) -> dt.datetime:
    """The first moment of a day on the wall in Osh."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _moment(name: str, days: int) -> Callable[[Any], dt.datetime | None]:
    def read(record: Any) -> dt.datetime | None:
        day = getattr(record, name)
        return None if day is None else start_of(day + dt.timedelta(days=days))

    return read


def on_day(name: str, **arguments: Any) -> Due:
    """Due as soon as the day in this column has come."""
    return Due(
        _moment(name, 0), lambda records, now: records.filter(**{f"{name}__lte": timezone.localdate(now)}), arguments
    )


def after_day(name: str, **arguments: Any) -> Due:
    """Due as soon as the day in this column is over: the column holds the last day."""
    return Due(
        _moment(name, 1), lambda records, now: records.filter(**{f"{name}__lt": timezone.localdate(now)}), arguments
    )


def at_moment(name: str, **arguments: Any) -> Due:
    """Due as soon as the moment in this column has come."""
    return Due(
        lambda record: getattr(record, name), lambda records, now: records.filter(**{f"{name}__lte": now}), arguments
    )
