"""What the apps above answer when staff asks them: open courses, sections of one's page, coming days, plans."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from .models import Person


@dataclass(frozen=True)
class CourseOffer:
    """An open course that someone may apply for."""

    title: str
    url: str
    starts_on: dt.date
    ends_on: dt.date
    hours: int
    apply_until: dt.date


@dataclass(frozen=True)
class Item:
    """A line of a section: text with its page, a day, and a state as (code, label)."""

    text: str
    url: str
    on: dt.date | None = None
    state: tuple[str, str] | None = None


@dataclass(frozen=True)
class Section:
    """A section of someone's own page; `rank` is its place among the others, `is_urgent` puts it before the courses."""

    title: str
    rank: int
    items: list[Item]
    url: str = ""
    more: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Day:
    """Something that happens on a day, or from a day until another; `key` names it once and for all."""

    key: str
    text: str
    on: dt.date
    until: dt.date | None = None
    url: str = field(default="", compare=False)


class Plan(TextChoices):
    """Where someone stands on the way to the next training. Clause 5.3."""

    NO_PLAN = "no_plan", _("no plan")
    PLANNED = "planned", _("in the plan")
    APPLIED = "applied_for", _("has applied")
    STUDYING = "studying", _("studying")
    PASSED = "passed", _("has passed")


def lists_of(signal: Signal, **facts: Any) -> list[Any]:
    """All that the receivers of a signal answer, in one list."""
    return [each for _receiver, answer in signal.send(sender=Person, **facts) for each in answer or ()]


def pairs_of(signal: Signal, **facts: Any) -> Iterator[tuple[Any, Any]]:
    """Each pair of the mappings that the receivers of a signal answer; a key may come more than once."""
    for _receiver, answer in signal.send(sender=Person, **facts):
        if isinstance(answer, dict):
            yield from answer.items()


def mapping_of(signal: Signal, **facts: Any) -> dict[Any, Any]:
    """All that the receivers of a signal answer, in one mapping."""
    return dict(pairs_of(signal, **facts))
