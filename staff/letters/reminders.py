"""Who is reminded of which date today, once. Clauses 1.3, 6.1."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any

from django.db.models import F, Q, QuerySet

from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.words.calendar import ONE_DAY, add_months
from ostu_qualification.core.words.dates import long_date, span, to_date
from ostu_qualification.core.workflow.jobs import work_through
from staff import ports
from staff.cycle.models import CycleState, CycleStatus
from staff.ledger.models import TrainingRecord
from staff.people.models import LetterChoice, Person

from . import writing
from .models import Letter, LetterKind, LetterProblem, reminder_key
from .transitions import cancel_letters

REMINDED = (CycleStatus.OVERDUE, CycleStatus.DUE, CycleStatus.DUE_SOON, CycleStatus.ON_TIME)
INVITATION_MONTHS = 6
BATCH = 500


def offset_on(due_on: dt.date, offsets: Iterable[int], on: dt.date) -> int | None:
    """The reminder that is due on a day: the latest one whose day has come, negative months once overdue; None before all.

    Missed earlier ones are passed over, so that several become one letter. After the date there is one a month.
    """
    reached = [months for months in offsets if add_months(due_on, -months) <= on]
    if not reached:
        return None
    if on <= due_on:
        return min(reached)
    overdue = (on.year - due_on.year) * 12 + on.month - due_on.month
    while overdue > 0 and add_months(due_on, overdue) > on:
        overdue -= 1
    return -overdue if overdue else min(reached)


def plan_reminders(on: dt.date | None = None) -> int:
    """Plan today's reminders and cancel those that are no longer true; running it again plans nothing more.

    Returns how many were planned. Someone for whom none can be written is looked at again each night, and is shown to
    Human Resources until then.
    """
    on = on or today()
    offsets = Policy.objects.on(on).reminder_offsets
    changes_on = Policy.objects.filter(valid_from__gt=on).order_by("valid_from").values_list("valid_from", flat=True)
    until = changes_on.first() or dt.date.max
    _cancel_outdated()
    states = CycleState.objects.filter(status__in=[*REMINDED, CycleStatus.VOLUNTARY], due_on__isnull=False)
    certain = Q(stale_on__isnull=True) | Q(
        stale_on__gte=on
    )  # nobody is written to about a date that cannot be reckoned
    to_look_at = states.filter(certain, Q(remind_on__isnull=True) | Q(remind_on__lte=on))
    look_at = partial(_look_at, offsets=offsets, on=on, until=until)
    planned = 0
    for batch in _batches(to_look_at):
        written, failed = work_through(batch, look_at, job="reminders")
        planned += len(written)
        CycleState.objects.filter(pk__in=[state.pk for state in failed]).update(remind_on=on - ONE_DAY)
    return planned


def _batches(states: QuerySet[CycleState]) -> Iterator[list[CycleState]]:
    rows = states.order_by("pk").iterator(chunk_size=2000)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _look_at(batch: Sequence[CycleState], *, offsets: list[int], on: dt.date, until: dt.date) -> list[Letter]:
    """Plan the letters that these people should have by now, and note until when nobody needs to look at them again."""
    wanted: dict[str, tuple[CycleState, int, str]] = {}
    again: dict[dt.date, list[int]] = defaultdict(list)
    for state in batch:
        found = _wanted(state, offsets, on)
        if found:
            wanted[found[0]] = (state, *found[1:])
        again[min(next_look(state, offsets, on), until)].append(state.pk)
    planned = _plan(wanted, on)
    for day, keys in again.items():
        CycleState.objects.filter(pk__in=keys).update(remind_on=day)
    return planned


def next_look(state: CycleState, offsets: Iterable[int], on: dt.date) -> dt.date:
    """The next day after today on which someone with this date is to be written to; never, where nothing more comes."""
    assert state.due_on is not None
    if state.status == CycleStatus.VOLUNTARY:
        begins = add_months(state.due_on, -INVITATION_MONTHS)
        return begins if begins > on else dt.date.max
    days = [add_months(state.due_on, -months) for months in offsets]
    months = max((on.year - state.due_on.year) * 12 + on.month - state.due_on.month, 1)
    days += [add_months(state.due_on, months), add_months(state.due_on, months + 1)]
    return min((day for day in days if day > on), default=dt.date.max)


def _wanted(state: CycleState, offsets: list[int], on: dt.date) -> tuple[str, int, str] | None:
    """Key, offset and kind of the letter that someone should have by now."""
    assert state.due_on is not None
    if state.status == CycleStatus.VOLUNTARY:
        begins = add_months(state.due_on, -INVITATION_MONTHS)
        if not begins <= on <= state.due_on:
            return None
        return (
            reminder_key(state.person_id, state.due_on, INVITATION_MONTHS, LetterKind.INVITATION),
            INVITATION_MONTHS,
            LetterKind.INVITATION,
        )
    offset = offset_on(state.due_on, offsets, on)
    if offset is None:
        return None
    kind = (
        LetterKind.OVERDUE if offset < 0 else LetterKind.REMINDER
    )  # the letter of the day itself is one, however late
    return reminder_key(state.person_id, state.due_on, offset, kind), offset, kind


def _plan(wanted: dict[str, tuple[CycleState, int, str]], on: dt.date) -> list[Letter]:
    if not wanted:
        return []
    known = set(Letter.objects.filter(key__in=wanted).values_list("key", flat=True))
    new = {key: facts for key, facts in wanted.items() if key not in known}
    people = Person.objects.select_related("cycle").in_bulk([state.person_id for state, _, _ in new.values()])
    last = _last_trainings(people)
    added = _facts_from_above(people, on)
    rows = [
        _letter(people[state.person_id], state, offset, kind, key, on, last, added)
        for key, (state, offset, kind) in new.items()
    ]
    Letter.objects.bulk_create(rows, ignore_conflicts=True)
    return rows


def _last_trainings(people: dict[int, Person]) -> dict[int, TrainingRecord]:
    lines = TrainingRecord.objects.filter(person_id__in=people, state=TrainingRecord.State.RECOGNISED).order_by(
        "ended_on", "pk"
    )
    return {line.person_id: line for line in lines}


def _facts_from_above(people: dict[int, Person], on: dt.date) -> dict[int, dict[str, Any]]:
    """What the apps above have to add to the reminder of each person: one question for all of them."""
    added: dict[int, dict[str, Any]] = {pk: {} for pk in people}
    answers = ports.reminder_facts.ask(list(people.values()), on)
    for pk, facts in chain.from_iterable(answer.items() for answer in answers):
        added[pk].update(facts)
    return added


def _letter(
    person: Person,
    state: CycleState,
    offset: int,
    kind: str,
    key: str,
    on: dt.date,
    last: dict[int, TrainingRecord],
    added: dict[int, dict[str, Any]],
) -> Letter:
    is_digest = person.letter_choice == LetterChoice.DIGEST
    is_overdue = state.due_on is not None and on > state.due_on and kind != LetterKind.INVITATION
    facts = reminder_facts(person, state, last.get(person.pk), on) | added[person.pk]
    return writing.compose(
        person,
        key=key,
        kind=kind,
        template="digest_own" if is_digest else _template("overdue" if is_overdue else kind, offset),
        facts=facts | {"is_overdue": is_overdue, "is_invitation": kind == LetterKind.INVITATION},
        due_on=state.due_on,
        offset=offset,
        send_on=digest_day(on) if is_digest else on,
    )


def digest_day(on: dt.date) -> dt.date:
    """The first day of a month on which a digest goes out: today when it is one, else the next."""
    return on if on.day == 1 else add_months(on.replace(day=1), 1)


def _template(kind: str, offset: int) -> str:
    """12 and 6 months inform, 3 and 1 urge, overdue offers help."""
    if kind != LetterKind.REMINDER:
        return str(kind)
    return "reminder_12" if offset > 6 else "reminder_6" if offset > 3 else "reminder_3" if offset > 1 else "reminder_1"


def reminder_facts(person: Person, state: CycleState, last: TrainingRecord | None, on: dt.date) -> dict[str, Any]:
    """What a reminder says: the date in words, the last training and the hours open."""
    assert state.due_on is not None
    language = person.language
    return {
        "due": long_date(state.due_on, language),
        "left": span(on, state.due_on, language),
        "due_dative": to_date(state.due_on, language),
        "hours_open": state.hours_open,
        "last_title": last.title if last else "",
        "last_hours": last.hours if last else None,
        "last_date": long_date(last.ended_on, language) if last else "",
        "courses": [],
        "place": "",
    }


def _cancel_outdated() -> None:
    """Cancel reminders not yet sent whose date has moved, since training was recorded or a pause entered."""
    waiting = Letter.objects.filter(
        state__in=[Letter.State.PLANNED, Letter.State.FAILED],
        kind__in=[LetterKind.REMINDER, LetterKind.OVERDUE, LetterKind.INVITATION],
        due_on__isnull=False,
    )
    outdated = waiting.exclude(
        person__cycle__due_on=F("due_on"), person__cycle__status__in=[*REMINDED, CycleStatus.VOLUNTARY]
    )
    if letters_of_the_past := list(outdated):
        cancel_letters(letters_of_the_past, reason=LetterProblem.MOVED)


def is_still_true(letter: Letter, state: CycleState | None) -> bool:
    """Whether the date that a reminder speaks of is still the person's date."""
    if letter.due_on is None:
        return True
    return state is not None and state.due_on == letter.due_on and state.status in (*REMINDED, CycleStatus.VOLUNTARY)


@dataclass(frozen=True)
class DayAhead:
    """How many reminders a day to come will bring, and how many of them go to people without e-mail."""

    on: dt.date
    count: int
    no_address: int


def ahead(on: dt.date, days: int = 30) -> list[DayAhead]:
    """What goes out in the days to come as the dates stand now; nothing is written. Clause 6.1."""
    offsets = Policy.objects.on(on).reminder_offsets
    until = on + dt.timedelta(days=days)
    horizon = add_months(until, max([*offsets, INVITATION_MONTHS]))
    states = CycleState.objects.filter(status__in=[*REMINDED, CycleStatus.VOLUNTARY], due_on__lte=horizon)
    letters_on: Counter[dt.date] = Counter()
    unreached: Counter[dt.date] = Counter()
    rows = states.order_by().values_list("due_on", "status", "person__email")
    for due_on, status, email in rows.iterator(chunk_size=5000):
        assert due_on is not None
        for day in _days(due_on, status, offsets, on, until):
            letters_on[day] += 1
            unreached[day] += not email
    return [DayAhead(day, letters_on[day], unreached[day]) for day in sorted(letters_on)]


def _days(due_on: dt.date, status: str, offsets: list[int], on: dt.date, until: dt.date) -> set[dt.date]:
    """The days after today until another on which someone with this date is written to."""
    if status == CycleStatus.VOLUNTARY:
        days = {add_months(due_on, -INVITATION_MONTHS)}
    else:
        days = {add_months(due_on, -months) for months in offsets}
        since = max((on.year - due_on.year) * 12 + on.month - due_on.month - 1, 1)
        days |= {add_months(due_on, months) for months in range(since, since + 4)}
    return {day for day in days if on < day <= until}
