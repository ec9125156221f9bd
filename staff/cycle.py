"""The three-year cycle: when someone's next training is due, and why. Clause 1.3.

Pure: ledger lines, employments, pauses, extensions and policies go in, a due date with its derivation comes out. What
the database stores of it is a cache; every page, letter and report that says "why" shows this derivation.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from ostu_qualification.core.calendar import academic_year_end, add_days, add_months, add_years

TRACKED = frozenset({"teaching", "support", "management", "scientific"})
CONTINUES_WITHIN = dt.timedelta(days=31)


class Line(NamedTuple):
    """A line of the training ledger; only a recognised one counts."""

    ended_on: dt.date
    hours: int
    is_recognised: bool = True
    title: str = ""
    level: int | None = None


class Post(NamedTuple):
    """An employment: category, whether it is the main one, first and last day (None: still held)."""

    hired_on: dt.date
    left_on: dt.date | None
    category: str
    is_main: bool = True


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


class Reason(NamedTuple):
    """One sentence of the derivation: a code with its facts, and the clause it rests on."""

    code: str
    clause: str
    facts: Mapping[str, Any] = MappingProxyType({})


class Cycle(NamedTuple):
    """Where someone stands on a day, and why."""

    obligation: str | None
    due_on: dt.date | None
    status: str
    hours_counted: int
    hours_open: int
    entry_on: dt.date | None = None
    covered_until: dt.date | None = None
    last_line: Line | None = None
    policy: Rules | None = None
    derivation: tuple[Reason, ...] = ()


class _Date(NamedTuple):
    """A due date on its way: what set it, from which day its time runs, and the sentences so far."""

    due_on: dt.date
    start: dt.date
    reasons: tuple[Reason, ...]
    line: Line | None = None


def cycle(inputs: Inputs, on: dt.date) -> Cycle:
    """Reckon obligation, due date, status and hours on a day, with the derivation. Clause 1.3.

    Lines in the future of that day never count, and neither do claimed, refused or annulled ones.
    """
    today = inputs.rules_on(on)
    lines = sorted((each for each in inputs.lines if each.is_recognised and each.ended_on <= on), key=_by_end)
    counted = sum(each.hours for each in lines if on <= _expiry(each, inputs))
    post = _main_post(inputs.posts, on)
    if post is None or post.category not in TRACKED:
        reason = Reason("not_tracked", "1.1", {"category": post.category if post else None})
        return Cycle(None, None, "not_tracked", counted, 0, policy=today, derivation=(reason,))

    entry_on = _entry(inputs.posts, post)
    entry = _pushed(_entry_date(inputs, post, entry_on), inputs.pauses, on)
    training = _training_date(inputs, lines, entry, on)
    covered_until = training.due_on if training else None
    date = training if training and training.due_on >= entry.due_on else entry
    due_on, floors = _extended(date.due_on, inputs.floors, on)

    obligation, why = _obligation(inputs, post, entry_on, on)
    is_covered = covered_until is not None and on <= covered_until
    hours_open = 0 if is_covered else max(0, today.min_hours - counted)
    status = _status(obligation, due_on, _is_away(inputs.pauses, on), today, on)
    hours = Reason(
        "hours", "4.3", {"counted": counted, "minimum": today.min_hours, "open": hours_open, "covered": is_covered}
    )
    return Cycle(
        obligation,
        due_on,
        status,
        counted,
        hours_open,
        entry_on=entry_on,
        covered_until=covered_until,
        last_line=lines[-1] if lines else None,
        policy=inputs.rules_on(date.line.ended_on if date.line else entry_on),
        derivation=(why, *date.reasons, *floors, hours),
    )


def with_line(inputs: Inputs, *, hours: int, ended_on: dt.date, title: str = "") -> Inputs:
    """The same person had they finished one more training: the question "what if I take this course"."""
    return replace(inputs, lines=(*inputs.lines, Line(ended_on, hours, title=title)))


def next_change_on(inputs: Inputs, on: dt.date, present: Cycle | None = None) -> dt.date | None:
    """The next day on which the calendar alone may change the result; until the day before, today's result holds.

    `present` is today's result, where it is known already.
    """
    if any(each.ended_on is None and each.started_on <= on for each in inputs.pauses):
        return add_days(on, 1)
    days: list[dt.date] = [each.valid_from for each in inputs.policies]
    for line in inputs.lines:
        days += (line.ended_on, add_days(_expiry(line, inputs), 1))
    for post in inputs.posts:
        days += (post.hired_on, add_years(post.hired_on, inputs.rules_on(post.hired_on).newcomer_years))
        if post.left_on:
            days.append(add_days(post.left_on, 1))
    for pause in inputs.pauses:
        days.append(pause.started_on)
        if pause.ended_on:
            days.append(add_days(pause.ended_on, 1))
    for floor in inputs.floors:
        days.append(floor.decided_on)
        if floor.revoked_on:
            days.append(floor.revoked_on)
    if inputs.career_start_on:
        days.append(add_years(inputs.career_start_on, inputs.rules_on(inputs.career_start_on).newcomer_years))
    present = present or cycle(inputs, on)
    if present.due_on:
        today = inputs.rules_on(on)
        soon = add_months(present.due_on, -today.due_soon_months)
        days += (
            soon,
            add_days(soon, 1),
            add_days(present.due_on, 1),
            add_days(academic_year_end(on, today.academic_year_start), 1),
        )
    if present.covered_until:
        days.append(add_days(present.covered_until, 1))
    return min((day for day in days if day > on), default=None)


def _by_end(line: Line) -> tuple[dt.date, int]:
    return line.ended_on, line.hours


def _expiry(line: Line, inputs: Inputs) -> dt.date:
    """The last day on which a line counts, by the policy of the day it ended."""
    return add_years(line.ended_on, inputs.rules_on(line.ended_on).years)


def _main_post(posts: Iterable[Post], on: dt.date) -> Post | None:
    """The main post held on a day; the latest where bad data has two."""
    held = [
        each for each in posts if each.is_main and each.hired_on <= on and (each.left_on is None or on <= each.left_on)
    ]
    return max(held, key=lambda each: each.hired_on, default=None)


def _entry(posts: Iterable[Post], post: Post) -> dt.date:
    """The start of the main employment; a post that follows another within 31 days continues it. Clause 1.3."""
    entry = post.hired_on
    earlier = sorted(
        (each for each in posts if each.is_main and each.hired_on < post.hired_on),
        key=lambda each: each.hired_on,
        reverse=True,
    )
    for each in earlier:
        if each.left_on is None or entry - each.left_on <= CONTINUES_WITHIN:
            entry = min(entry, each.hired_on)
    return entry


def _entry_date(inputs: Inputs, post: Post, entry_on: dt.date) -> _Date:
    """The date of someone never trained: 12 months for a newly hired teacher, three years for others. Clause 1.3."""
    rules = inputs.rules_on(entry_on)
    if post.category == "teaching":
        due_on = add_months(entry_on, rules.newcomer_months)
        facts = {"entry_on": entry_on, "months": rules.newcomer_months, "due_on": due_on}
        return _Date(due_on, entry_on, (Reason("entry_teaching", "1.3", facts),))
    due_on = add_years(entry_on, rules.years)
    return _Date(
        due_on,
        entry_on,
        (Reason("entry_other", "1.3", {"entry_on": entry_on, "years": rules.years, "due_on": due_on}),),
    )


def _training_date(inputs: Inputs, lines: list[Line], entry: _Date, on: dt.date) -> _Date | None:
    """The date that the ledger sets: the last day on which the hours seen stay sufficient. Clauses 1.3, 4.3.

    Walks the lines in order of their end. Each line that makes or keeps the hours sufficient sets the date anew, by the
    policy of its own day and never earlier than before.
    """
    found: _Date | None = None
    why: dict[str, Any] = {}
    counting: list[tuple[dt.date, int]] = []
    for line in lines:
        rules = inputs.rules_on(line.ended_on)
        previous = entry.due_on if found is None else max(found.due_on, entry.due_on)
        expiry, anchor = add_years(line.ended_on, rules.years), "completion"
        if rules.anchor == "due_if_early" and add_months(previous, -12) <= line.ended_on <= previous:
            expiry, anchor = add_years(previous, rules.years), "due_if_early"
        counting = [each for each in counting if each[0] >= line.ended_on]
        counting.append((expiry, line.hours))
        last_day = _last_sufficient_day(counting, rules.min_hours)
        if last_day is None:
            continue
        if rules.anchor == "academic_year_end":
            last_day, anchor = academic_year_end(last_day, rules.academic_year_start), "academic_year_end"
        date = _pushed(_Date(last_day, line.ended_on, (), line), inputs.pauses, on)
        if found is None or date.due_on >= found.due_on:
            found, total = date, sum(hours for _, hours in counting)
            why = {"anchor": anchor, "total": total, "rules": rules, "due_on": last_day, "previous": previous}
    return found and _explained(found, **why)


def _explained(date: _Date, *, anchor: str, total: int, rules: Rules, due_on: dt.date, previous: dt.date) -> _Date:
    """The date that training set, with the sentence that says so before that of the pauses."""
    assert date.line is not None
    facts = {
        "ended_on": date.line.ended_on,
        "title": date.line.title,
        "hours": date.line.hours,
        "total": total,
        "minimum": rules.min_hours,
        "years": rules.years,
        "due_on": due_on,
        "previous": previous,
        "policy_from": rules.valid_from,
    }
    return date._replace(reasons=(Reason(f"trained_{anchor}", "1.3", facts), *date.reasons))


def _last_sufficient_day(counting: list[tuple[dt.date, int]], minimum: int) -> dt.date | None:
    """The last day on which lines (last day, hours) together reach the minimum; None when they never do."""
    total = 0
    for last_day, hours in sorted(counting, reverse=True):
        total += hours
        if total >= minimum:
            return last_day
    return None


def _merged(pauses: Iterable[Away], on: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Pauses as spans without overlaps, in order; an open one ends today."""
    spans: list[tuple[dt.date, dt.date]] = []
    for start, end in sorted((each.started_on, each.ended_on or on) for each in pauses):
        if end < start:
            continue
        if spans and start <= add_days(spans[-1][1], 1):
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _pushed(date: _Date, pauses: tuple[Away, ...], on: dt.date) -> _Date:
    """Move a date on by the days of pause between its start and the moved date itself. Clause 1.3.

    A pause begun after the date moves nothing.
    """
    due_on, days = date.due_on, 0
    for start, end in _merged(pauses, on) if pauses else ():
        first = max(start, date.start)
        if first > end or first > due_on:
            continue
        days += (end - first).days + 1
        due_on = add_days(date.due_on, days)
    if not days:
        return date
    reason = Reason("paused", "1.3", {"days": days, "before": date.due_on, "due_on": due_on})
    return date._replace(due_on=due_on, reasons=(*date.reasons, reason))


def _extended(due_on: dt.date, floors: tuple[Floor, ...], on: dt.date) -> tuple[dt.date, tuple[Reason, ...]]:
    """Lift a date to the latest extension in force. Clause 6.1."""
    latest = max((each for each in floors if each.in_force(on)), key=lambda each: each.until, default=None)
    if latest is None or latest.until <= due_on:
        return due_on, ()
    facts = {"until": latest.until, "decided_on": latest.decided_on, "before": due_on}
    return latest.until, (Reason("extended", "6.1", facts),)


def _obligation(inputs: Inputs, post: Post, entry_on: dt.date, on: dt.date) -> tuple[str, Reason]:
    """Mandatory, voluntary or recommended, in that order. Clause 1.3."""
    if post.category == "teaching":
        for code, day in (("mandatory_entry", entry_on), ("mandatory_career", inputs.career_start_on)):
            if day is None:
                continue
            years = inputs.rules_on(day).newcomer_years
            if on < add_years(day, years):
                return "mandatory", Reason(code, "1.3", {"since": day, "years": years, "until": add_years(day, years)})
    if inputs.has_degree:
        return "voluntary", Reason("voluntary", "1.3")
    return "recommended", Reason("recommended", "1.3")


def _is_away(pauses: Iterable[Away], on: dt.date) -> bool:
    return any(each.started_on <= on and (each.ended_on is None or on <= each.ended_on) for each in pauses)


def _status(obligation: str, due_on: dt.date, is_away: bool, rules: Rules, on: dt.date) -> str:
    """The status read from dates, the first that holds. Clause 1.3."""
    if is_away:
        return "exempt"
    if obligation == "voluntary":
        return "voluntary"
    if on > due_on:
        return "overdue"
    if due_on <= academic_year_end(on, rules.academic_year_start):
        return "due"
    if due_on <= add_months(on, rules.due_soon_months):
        return "due_soon"
    return "on_time"
