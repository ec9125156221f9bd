"""What a member of staff finds on the own page: the cycle, what would follow from a course, the coming days. Clause 1.3."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext as _

from staff import ports
from staff.cycle import rules, stored
from staff.cycle.models import CycleStatus
from staff.cycle.sentences import headline, sentences
from staff.ledger.models import TrainingRecord
from staff.people.models import Person
from staff.ports import CourseOffer, Day, Section

from . import ics


@dataclass(frozen=True)
class WhatIf:
    """The date that would follow from a training, and the hours still open then. Clause 1.3."""

    due_on: dt.date | None
    hours_open: int
    moves: bool


class MyPage:
    """Everything about one person as of a day."""

    def __init__(self, person: Person, on: dt.date, today: dt.date) -> None:
        self.person, self.on, self.is_today = person, on, on == today
        self.inputs = stored.inputs_of([person])[person.pk]
        self.found = rules.cycle(self.inputs, on)

    @property
    def headline(self) -> str:
        """When the next training is due, in one sentence."""
        return headline(self.found, self.on)

    @property
    def derivation(self) -> list[tuple[str, str]]:
        """Why."""
        return sentences(self.found.derivation)

    @property
    def status(self) -> tuple[str, str]:
        """The status as a badge."""
        status = CycleStatus(self.found.status)
        return status.value, str(status.label)

    def what_if(self, *, hours: int, ended_on: dt.date) -> WhatIf:
        """What would hold on its last day, or today for one that is past, had they finished such a training."""
        then = rules.cycle(rules.with_line(self.inputs, hours=hours, ended_on=ended_on), max(ended_on, self.on))
        return WhatIf(then.due_on, then.hours_open, then.due_on != self.found.due_on)

    @cached_property
    def offers(self) -> list[tuple[CourseOffer, WhatIf]]:
        """Open courses with the date that would follow from each. Clauses 1.3, 5.2."""
        found = list(chain.from_iterable(ports.open_courses.ask(self.person, self.on)))
        return [(each, self.what_if(hours=each.hours, ended_on=each.ends_on)) for each in found]

    @cached_property
    def sections(self) -> list[Section]:
        """Applications, certificates and what else the apps above have."""
        found = list(chain.from_iterable(ports.page_sections.ask(self.person, self.on)))
        return sorted((section for section in found if section.items), key=lambda section: section.rank)

    @cached_property
    def lines(self) -> list[TrainingRecord]:
        """The ledger, the newest first."""
        return list(self.person.training_records.all())

    @property
    def claims(self) -> list[TrainingRecord]:
        """What was claimed and is not decided, or was refused. Clause 4.4."""
        states = (TrainingRecord.State.CLAIMED, TrainingRecord.State.REFUSED)
        return [line for line in self.lines if line.state in states]

    @property
    def recognised(self) -> list[TrainingRecord]:
        """The rest of the ledger."""
        return [line for line in self.lines if line not in self.claims]

    @cached_property
    def days(self) -> list[Day]:
        """The coming days in order: the date itself, deadlines, course days, attestations."""
        return days_of(self.person, self.found.due_on, self.on)


def days_of(person: Person, due_on: dt.date | None, on: dt.date) -> list[Day]:
    """The coming days of a person; those that are over are left out. Clauses 1.3, 5.4, 5.7."""
    days = list(chain.from_iterable(ports.coming_days.ask(person, on)))
    if due_on:
        days.append(Day(f"due-{person.pk}", _("Training is due"), due_on, url=reverse("my_page")))
    return sorted((day for day in days if (day.until or day.on) >= on), key=lambda day: (day.on, day.key))


def calendar_of(person: Person, on: dt.date) -> bytes:
    """The coming days as a calendar file."""
    host = settings.SITE_URL.split("://")[-1].rstrip("/")
    events = [
        ics.Event(day.key, day.text, day.on, day.until, f"{settings.SITE_URL}{day.url}" if day.url else "")
        for day in days_of(person, stored.cycle_of(person, on).due_on, on)
    ]
    return ics.calendar(_("Additional Education"), events, host=host, stamp=now())


def asked_of(form: Any) -> dict[str, Any]:
    """What a form in the address asks; nothing while it is empty or wrong."""
    return form.cleaned_data if form.is_bound and form.is_valid() else {}
