"""What staff asks of the apps above it, and what they answer: open courses, sections of one's page, coming days, plans."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.workflow.ports import Port

from .people.models import Person

Key = TypeVar("Key")
Value = TypeVar("Value")


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


@dataclass(frozen=True)
class Fact:
    """One value: its column, the column's name in words, the value as JSON has it, and as people read it."""

    name: str
    label: str
    value: Any
    text: str


@dataclass(frozen=True)
class Group:
    """Entries of one kind under a stable key and a heading; where `is_table`, they are read as one."""

    key: str
    label: str
    entries: list[list[Fact]]
    is_table: bool = False

    @property
    def heads(self) -> list[str]:
        """The heads of the table."""
        return [fact.label for fact in self.entries[0]] if self.entries else []


def _reminder_facts(people: Sequence[Person], on: dt.date) -> Mapping[int, dict[str, Any]]:
    """What reminders to these people tell besides their date, by person: `courses` (lines), `place` (text). Clause 6.1."""
    raise NotImplementedError


def _open_courses(person: Person, on: dt.date) -> Iterable[CourseOffer]:
    """Which open courses fit someone. Clauses 4.5, 5.2."""
    raise NotImplementedError


def _page_sections(person: Person, on: dt.date) -> Iterable[Section]:
    """What the apps above have about someone for their own page."""
    raise NotImplementedError


def _kept_data(person: Person) -> Iterable[Group]:
    """What the apps above keep about someone, for the person."""
    raise NotImplementedError


def _coming_days(person: Person, on: dt.date) -> Iterable[Day]:
    """The coming days of someone."""
    raise NotImplementedError


def _plans_now(people: Collection[int], on: dt.date) -> Mapping[int, Plan]:
    """What is planned for these people now, by person. Clause 5.3."""
    raise NotImplementedError


def _places_by_quarter(since: dt.date, until: dt.date) -> Mapping[dt.date, int]:
    """How many places courses offer, by the first day of the quarter. Clause 6.1."""
    raise NotImplementedError


def in_one(answers: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    """What several apps answer, in one mapping."""
    return {key: value for answer in answers for key, value in answer.items()}


reminder_facts = Port(_reminder_facts)
open_courses = Port(_open_courses)
page_sections = Port(_page_sections)
kept_data = Port(_kept_data)
coming_days = Port(_coming_days)
plans_now = Port(_plans_now)
places_by_quarter = Port(_places_by_quarter)
