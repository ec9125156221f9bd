"""What the apps above answer when staff asks them: open courses, sections of one's page, coming days, plans."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _


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
    return [each for _receiver, answer in signal.send(sender=None, **facts) for each in answer or ()]


def pairs_of(signal: Signal, **facts: Any) -> Iterator[tuple[Any, Any]]:
    """Each pair of the mappings that the receivers of a signal answer; a key may come more than once."""
    for _receiver, answer in signal.send(sender=None, **facts):
        if isinstance(answer, dict):
            yield from answer.items()


def mapping_of(signal: Signal, **facts: Any) -> dict[Any, Any]:
    """All that the receivers of a signal answer, in one mapping."""
    return dict(pairs_of(signal, **facts))


# Reminders are being written: people, on. A receiver may return {person id: facts to add}: `courses` (lines), `place` (text).
reminders_written = Signal()

# Which open courses fit someone: person, on. A receiver returns a list of `ports.CourseOffer`.
courses_asked = Signal()

# What the apps above have about someone for their own page: person, on. A receiver returns a list of `ports.Section`.
my_page_asked = Signal()

# What the apps above keep about someone, for the person: person. A receiver returns a list of `my_data.Group`.
my_data_asked = Signal()

# The coming days of someone: person, on. A receiver returns a list of `ports.Day`.
days_asked = Signal()

# What is planned for these people now: people (ids), on. A receiver returns {person id: `ports.Plan`}.
plans_asked = Signal()

# How many places courses offer: since, until. A receiver returns {first day of the quarter: places}.
places_planned = Signal()
