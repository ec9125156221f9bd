"""The three-year cycle: when someone's next training is due, and why. Clause 1.3.

Pure: ledger lines, employments, pauses, extensions and policies go in, a due date with its derivation comes out. What
the database stores of it is a cache; every page, letter and report that says "why" shows this derivation.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from ostu_qualification.core.words.calendar import academic_year_end, add_days, add_months, add_years

from .inputs import TRACKED, Away, Floor, Inputs, Line, Post, Rules

CONTINUES_WITHIN = dt.timedelta(days=31)

__all__ = ["TRACKED", "Away", "Cycle", "Floor", "Inputs", "Line", "Post", "Reason", "Rules", "cycle", "with_line"]


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
    post: Post | None = None


class _Date(NamedTuple):
    """A due date on its way: from which day its time runs, the sentences so far, the line and the policy that set it."""

    due_on: dt.date
    start: dt.date
    rules: Rules
    reasons: tuple[Reason, ...]
    line: Line | None = None


def cycle(inputs: Inputs, on: dt.date) -> Cycle:
    """Reckon obligation, due date, status and hours on a day, with the derivation. Clause 1.3.

    Lines in the future of that day never count, and neither do claimed, refused or annulled ones.
    """
    today = inputs.rules_on(on)
    lines = sorted((each for each in inputs.lines if each.is_recognised and each.ended_on <= on), key=_by_end)
    counted = sum(each.hours for each in lines if on <= inputs.last_day_of(each))
    post = _main_post(inputs.posts, on)
    if post is None or not post.is_tracked:
        reason = Reason("not_tracked", "1.1", {"category": post.category if post else None})
        return Cycle(None, None, "not_tracked", counted, 0, policy=today, derivation=(reason,), post=post)

    entry = _settled(_entry_date(inputs, post), inputs.pauses, on)
    training = _training_date(inputs, lines, entry, on)
    covered_until = training.due_on if training else None
    date = training if training and training.due_on >= entry.due_on else entry
    due_on, floors = _extended(date.due_on, inputs.floors, on)

    obligation, why = _obligation(inputs, post, entry.start, on)
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
        entry_on=entry.start,
        covered_until=covered_until,
        last_line=lines[-1] if lines else None,
        policy=date.rules,
        derivation=(why, *date.reasons, *_by_earlier_rules(inputs, date.rules, today), *floors, hours),
        post=post,
    )


def with_line(inputs: Inputs, *, hours: int, ended_on: dt.date, title: str = "") -> Inputs:
    """The same person had they finished one more training: the question "what if I take this course"."""
    return replace(inputs, lines=(*inputs.lines, Line(ended_on, hours, title=title)))


def _by_end(line: Line) -> tuple[dt.date, int, str, bool, int]:
    return line.ended_on, line.hours, line.title, line.level is not None, line.level or 0


def _day(line: Line) -> dt.date:
    return line.ended_on


def _in_order(post: Post) -> tuple[dt.date, dt.date, str]:
    return post.hired_on, post.left_on or dt.date.max, post.category


def _main_post(posts: Iterable[Post], on: dt.date) -> Post | None:
    """The main post held on a day; the latest where bad data has two."""
    return max((each for each in posts if each.is_main and each.is_held(on)), key=_in_order, default=None)


def _entry(posts: Iterable[Post], post: Post) -> tuple[Post, Post | None]:
    """The post that begins the main employment, over all that continue one another without a break. Clause 1.3.

    With it the post directly before, which it does not continue.
    """
    earlier = sorted((each for each in posts if each.is_main and each.hired_on < post.hired_on), key=_in_order)
    while earlier and _continues(post, earlier[-1]):
        post = earlier.pop()
    return post, earlier[-1] if earlier else None


def _follows(post: Post, before: Post) -> bool:
    """Whether a post follows another without a break of more than 31 days."""
    return before.left_on is None or post.hired_on - before.left_on <= CONTINUES_WITHIN


def _continues(post: Post, before: Post) -> bool:
    """Whether a post continues the employment of the one directly before it. Clause 1.3.

    Whoever becomes a teacher, or comes from a post that is not tracked, begins anew, so that nobody is overdue on the
    day of the change.
    """
    becomes_teacher = post.category == "teaching" and before.category != "teaching"
    return _follows(post, before) and before.is_tracked and not becomes_teacher


def _entry_date(inputs: Inputs, post: Post) -> _Date:
    """The date of someone never trained: 12 months for a newly hired teacher, three years for others. Clause 1.3.

    Which of the two is decided by the post of the day asked about.
    """
    entry, before = _entry(inputs.posts, post)
    rules = inputs.rules_on(entry.hired_on)
    is_change = before is not None and _follows(entry, before)
    facts: dict[str, Any] = {"entry_on": entry.hired_on}
    if post.category == "teaching":
        code = "became_teacher" if is_change else "entry_teaching"
        due_on, facts["months"] = add_months(entry.hired_on, rules.newcomer_months), rules.newcomer_months
    else:
        code = "changed_post" if is_change else "entry_other"
        due_on, facts["years"] = add_years(entry.hired_on, rules.years), rules.years
    reasons = [Reason(code, "1.3", {**facts, "due_on": due_on})]
    if not entry.is_dated:
        reasons.append(Reason("entry_assumed", "1.3", facts))
    return _Date(due_on, entry.hired_on, rules, tuple(reasons))


def _training_date(inputs: Inputs, lines: list[Line], entry: _Date, on: dt.date) -> _Date | None:
    """The date that the ledger sets, the latest of those that the lines set one after the other. Clauses 1.3, 4.3.

    The lines of one day count together. Each day that makes or keeps the hours sufficient sets a date by the policy of
    that day, and never one before the date that was there.
    """
    found: _Date | None = None
    seen: list[Line] = []
    for day, ended in groupby(lines, key=_day):
        seen += ended
        rules = inputs.rules_on(day)
        present = [each.due_on for each in (found, entry if entry.start <= day else None) if each]
        date = None
        if present and rules.anchor == "due_if_early":
            date = _renewed(seen, max(present), rules)
        date = date or _sufficient(inputs, seen, rules)
        date = date and _settled(date, inputs.pauses, on)
        if date and (found is None or date.due_on > found.due_on):
            found = date
    return found


def _renewed(seen: list[Line], present: dt.date, rules: Rules) -> _Date | None:
    """The date renewed from the present one, where the trainings of the 12 months up to it suffice by themselves.

    Nobody loses by being early. Only pauses after the present date push the new one. Clause 1.3.
    """
    since, last = add_months(present, -12), seen[-1]
    early = sum(each.hours for each in seen if since <= each.ended_on)
    if not since <= last.ended_on <= present or early < rules.min_hours:
        return None
    due_on = add_years(present, rules.years)
    facts = {"previous": present, "early": early, "minimum": rules.min_hours, "years": rules.years, "due_on": due_on}
    return _Date(due_on, add_days(present, 1), rules, (_trained(last), Reason("early", "1.3", facts)), last)


def _sufficient(inputs: Inputs, seen: list[Line], rules: Rules) -> _Date | None:
    """The last day on which the hours seen so far stay sufficient; None when they are not. Clause 1.3."""
    last = seen[-1]
    counting = [(inputs.last_day_of(each), each.hours) for each in seen]
    counting = [each for each in counting if each[0] >= last.ended_on]
    due_on = _last_sufficient_day(counting, rules.min_hours)
    if due_on is None:
        return None
    total = sum(hours for _, hours in counting)
    facts = {"total": total, "minimum": rules.min_hours, "years": rules.years, "due_on": due_on}
    return _Date(due_on, last.ended_on, rules, (_trained(last), Reason("sufficient", "1.3", facts)), last)


def _trained(line: Line) -> Reason:
    return Reason("trained", "1.3", {"ended_on": line.ended_on, "title": line.title, "hours": line.hours})


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


def _settled(date: _Date, pauses: tuple[Away, ...], on: dt.date) -> _Date:
    """A date in its order: pauses first, then the end of the academic year where the policy says so. Clause 1.3."""
    date = _pushed(date, pauses, on)
    if date.rules.anchor != "academic_year_end":
        return date
    due_on = academic_year_end(date.due_on, date.rules.academic_year_start)
    if due_on == date.due_on:
        return date
    reason = Reason("year_end", "1.3", {"before": date.due_on, "due_on": due_on})
    return date._replace(due_on=due_on, reasons=(*date.reasons, reason))


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


def _by_earlier_rules(inputs: Inputs, rules: Rules, today: Rules) -> tuple[Reason, ...]:
    """That the date was judged by a policy which holds no longer: new numbers call nobody back. Clause 1.3."""
    later = [each.valid_from for each in inputs.policies if each.valid_from > rules.valid_from]
    if rules is today or not later:
        return ()
    return (Reason("earlier_rules", "1.3", {"until": min(later)}),)


def _extended(due_on: dt.date, floors: tuple[Floor, ...], on: dt.date) -> tuple[dt.date, tuple[Reason, ...]]:
    """Lift a date to the latest extension in force. Clause 6.1."""
    latest = max((each for each in floors if each.in_force(on)), key=lambda each: each.until, default=None)
    if latest is None or latest.until <= due_on:
        return due_on, ()
    facts = {"until": latest.until, "decided_on": latest.decided_on}
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
