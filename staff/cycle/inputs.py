"""What the three-year cycle of one person depends on: ledger, posts, pauses, extensions, policies. Clause 1.3. Pure."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

from ostu_qualification.core.words.calendar import add_years

TRACKED = frozenset({"teaching", "support", "management", "scientific"})


class Line(NamedTuple):
    """A line of the training ledger; only a recognised one counts."""

    ended_on: dt.date
    hours: int
    is_recognised: bool = True
    title: str = ""
    level: int | None = None


class Post(NamedTuple):
    """An employment: first and last day (None: still held), category, whether it is the main one, its unit.

    `is_dated` is False where the first day is not known and another was taken for it.
    """

    hired_on: dt.date
    left_on: dt.date | None
    category: str
    is_main: bool = True
    unit_id: int | None = None
    is_dated: bool = True

    def is_held(self, on: dt.date) -> bool:
        """Whether it is held on a day; the last day is still worked."""
        return self.hired_on <= on and (self.left_on is None or on <= self.left_on)

    @property
    def is_tracked(self) -> bool:
        """Whether whoever has it as the main post is in the cycle. Clause 1.1."""
        return self.category in TRACKED


class Away(NamedTuple):
    """A pause, both days included; without an end it lasts until today."""

    started_on: dt.date
    ended_on: dt.date | None


class Floor(NamedTuple):
    """An extension: the date is not before `until`, from the day it was decided until it is revoked."""

    until: dt.date
    decided_on: dt.date
    revoked_on: dt.date | None = None

    def in_force(self, on: dt.date) -> bool:
        """Whether the extension holds on a day."""
        return self.decided_on <= on and (self.revoked_on is None or on < self.revoked_on)


@dataclass(frozen=True)
class Rules:
    """The numbers of a policy that the cycle needs, in force from a day on."""

    valid_from: dt.date
    years: int = 3
    min_hours: int = 16
    newcomer_months: int = 12
    newcomer_years: int = 3
    anchor: str = "completion"
    due_soon_months: int = 12
    academic_year_start: tuple[int, int] = (9, 1)
    key: Any = None


def _begin(rules: Rules) -> dt.date:
    return rules.valid_from


@dataclass(frozen=True)
class Inputs:
    """All that the cycle of one person depends on; policies in order of their first day."""

    lines: tuple[Line, ...] = ()
    posts: tuple[Post, ...] = ()
    pauses: tuple[Away, ...] = ()
    floors: tuple[Floor, ...] = ()
    policies: tuple[Rules, ...] = (Rules(dt.date(1900, 1, 1)),)
    has_degree: bool = False
    career_start_on: dt.date | None = None

    def rules_on(self, day: dt.date) -> Rules:
        """The policy in force on a day; the first one for days before it."""
        if len(self.policies) == 1:
            return self.policies[0]
        index = bisect_right(self.policies, day, key=_begin) - 1
        return self.policies[max(index, 0)]

    def last_day_of(self, line: Line) -> dt.date:
        """The last day on which a line counts, by the policy of the day it ended."""
        return add_years(line.ended_on, self.rules_on(line.ended_on).years)
