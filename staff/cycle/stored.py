"""The stored cycles: inputs read from the database, reckoned by `staff.cycle.rules`, kept as a cache. Clause 1.3."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ostu_qualification.core.door.memory import without_collecting
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.sheets.rows import write_rows
from ostu_qualification.core.words.calendar import ONE_DAY
from ostu_qualification.core.workflow.jobs import work_through
from staff.cycle.extensions.models import ExtensionPerson, Pause
from staff.ledger.models import TrainingRecord
from staff.people.models import Basis, Employment, Person

from . import rules
from .models import CycleState, CycleStatus
from .next_change import next_change_on

BATCH = 5000
COLUMNS = (
    "person",
    "unit",
    "category",
    "degree_level",
    "level",
    "obligation",
    "status",
    "due_on",
    "hours_counted",
    "hours_open",
    "policy",
    "reckoned_on",
    "stale_on",
)
STORED = tuple(CycleState._meta.get_field(name).attname for name in COLUMNS)  # type: ignore[union-attr]
Row = tuple[Any, ...]


class Subject(NamedTuple):
    """What the cycle needs of a person's record; a `Person` serves as well."""

    pk: int
    degree_level: str
    career_start_on: dt.date | None
    created_at: dt.datetime


def rules_of_all_times() -> tuple[rules.Rules, ...]:
    """All policies in order, as the reckoning needs them; there is always one."""
    return tuple(rules_of(each) for each in Policy.objects.order_by("valid_from")) or (
        rules_of(Policy.objects.current()),
    )


def rules_of(policy: Policy) -> rules.Rules:
    """One policy as the reckoning needs it."""
    return rules.Rules(
        valid_from=policy.valid_from,
        years=policy.years,
        min_hours=policy.min_hours,
        newcomer_months=policy.newcomer_months,
        newcomer_years=policy.newcomer_years,
        anchor=policy.anchor,
        due_soon_months=policy.due_soon_months,
        academic_year_start=policy.academic_year_month_day,
        key=policy.pk,
    )


def inputs_of(
    people: Iterable[Person | Subject], policies: tuple[rules.Rules, ...] | None = None
) -> dict[int, rules.Inputs]:
    """What the cycle of each person depends on, in five queries for all of them.

    A post without a known first day begins with the career, else on the day the person was entered here, so that
    nobody is overdue for want of a date.
    """
    people = list(people)
    these = [person.pk for person in people]
    policies = policies or rules_of_all_times()
    lines, posts, pauses, floors = (defaultdict(list) for _ in range(4))
    taken = {person.pk: person.career_start_on or timezone.localdate(person.created_at) for person in people}
    recognised = TrainingRecord.objects.filter(state=TrainingRecord.State.RECOGNISED)
    for person_id, ended_on, hours, title, level in rows_among(
        recognised, these, "ended_on", "hours", "title", "level"
    ):
        lines[person_id].append(rules.Line(ended_on, hours, title=title, level=level))
    for person_id, hired_on, left_on, category, basis, unit_id in rows_among(
        Employment.objects.all(), these, "hired_on", "left_on", "category", "basis", "unit_id"
    ):
        first_day = hired_on or taken[person_id]
        post = rules.Post(first_day, left_on, category, basis == Basis.MAIN, unit_id, is_dated=hired_on is not None)
        posts[person_id].append(post)
    in_force = Pause.objects.filter(state=Pause.State.IN_FORCE)
    for person_id, paused_on, resumed_on in rows_among(in_force, these, "started_on", "ended_on"):
        pauses[person_id].append(rules.Away(paused_on, resumed_on))
    extension = (f"extension__{name}" for name in ("until", "decided_on", "revoked_on"))
    for person_id, *facts in rows_among(ExtensionPerson.objects.all(), these, *extension):
        floors[person_id].append(rules.Floor(*facts))
    return {
        person.pk: rules.Inputs(
            lines=tuple(lines[person.pk]),
            posts=tuple(posts[person.pk]),
            pauses=tuple(pauses[person.pk]),
            floors=tuple(floors[person.pk]),
            policies=policies,
            has_degree=bool(person.degree_level),
            career_start_on=person.career_start_on,
        )
        for person in people
    }


def rows_among(rows: QuerySet[Any], person_ids: list[int], *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of rows of these people and of nobody else, each with the key of its person first.

    Where many stand close they are asked for as a range, since a long list of keys is slow. Such a range brings the rows
    of others who stand between them: they are dropped here, so that no reader meets a person it knows nothing of.
    """
    wanted = set(person_ids)
    if len(wanted) > 100 and max(wanted) - min(wanted) < 2 * len(wanted):
        rows = rows.filter(person_id__gte=min(wanted), person_id__lte=max(wanted))
    else:
        rows = rows.filter(person_id__in=wanted)
    return (row for row in rows.values_list("person_id", *names) if row[0] in wanted)


def cycle_of(person: Person, on: dt.date | None = None) -> rules.Cycle:
    """The cycle of one person on a day, with its derivation. Clause 1.3."""
    return rules.cycle(inputs_of([person])[person.pk], on or today())


@without_collecting()
def rebuild(people: Iterable[Person | Subject], on: dt.date | None = None) -> int:
    """Reckon the cycles of these people and store those that changed; returns how many were reckoned.

    One and the same as a full rebuild, whoever is asked for. Someone whose record cannot be reckoned holds nobody up:
    what was stored stays, is counted as out of date from yesterday on, and is shown to Human Resources.
    """
    on = on or today()
    renew = partial(_renew, policies=rules_of_all_times(), on=on)
    done = 0
    for batch in batches(people):
        rows, failed = work_through(batch, renew, job="cycles")
        _let_wait([person.pk for person in failed], on)
        done += len(rows)
    return done


def _renew(people: Sequence[Person | Subject], *, policies: tuple[rules.Rules, ...], on: dt.date) -> list[Row]:
    """Reckon these people and store the cycles that changed."""
    rows = _rows(people, policies, on)
    known = _known(people, until=on)
    changed = [(*row, None) for row in rows if _lasting(row) != known.get(row[0])]
    write_rows(CycleState, (*COLUMNS, "remind_on"), changed, unique="person")
    return rows


def _let_wait(person_ids: list[int], on: dt.date) -> None:
    """Note that these could not be reckoned; who was never reckoned stands as not tracked until then."""
    if not person_ids:
        return
    yesterday = on - ONE_DAY
    CycleState.objects.bulk_create(
        [
            CycleState(person_id=key, status=CycleStatus.NOT_TRACKED, reckoned_on=on, stale_on=yesterday)
            for key in person_ids
        ],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["stale_on"],
    )


def batches(people: Iterable[Person | Subject]) -> Iterator[list[Person | Subject]]:
    """People in portions of BATCH, of a queryset only what the cycle needs, however many there are."""
    if isinstance(people, QuerySet):
        rows = people.order_by("pk").values_list(*Subject._fields)
        people = map(Subject._make, rows.iterator(chunk_size=BATCH) if not rows.query.select_for_update else rows)
    iterator = iter(people)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _rows(batch: Sequence[Person | Subject], policies: tuple[rules.Rules, ...], on: dt.date) -> list[Row]:
    """The cycles of a batch as rows of COLUMNS."""
    inputs = inputs_of(batch, policies)
    return [_row(person, inputs[person.pk], on) for person in batch]


def _row(person: Person | Subject, inputs: rules.Inputs, on: dt.date) -> Row:
    found = rules.cycle(inputs, on)
    return (
        person.pk,
        found.post.unit_id if found.post else None,
        found.post.category if found.post else "",
        person.degree_level,
        max((each.level for each in inputs.lines if each.level and each.ended_on <= on), default=None),
        found.obligation or "",
        found.status,
        found.due_on,
        found.hours_counted,
        found.hours_open,
        found.policy.key if found.policy else None,
        on,
        next_change_on(inputs, on, found),
    )


def _known(people: Sequence[Person | Subject], *, until: dt.date = dt.date.max) -> dict[int, Row]:
    """The cycles of people as stored until a day, by person, but for the day on which they were reckoned."""
    stored = CycleState.objects.filter(reckoned_on__lte=until)
    rows = rows_among(stored, [person.pk for person in people], *STORED[1:])
    return {row[0]: _lasting(row) for row in rows}


def _lasting(row: Row) -> Row:
    """A row without the day on which it was reckoned."""
    return (*row[:-2], row[-1])


def rebuild_person(person_id: int) -> None:
    """Reckon one person anew, in the transaction that changed the inputs."""
    rebuild_people([person_id])


def rebuild_people(person_ids: Collection[int]) -> None:
    """Reckon these people anew, in the transaction that changed the inputs."""
    with transaction.atomic():
        people = Person.objects.select_for_update(of=("self",), no_key=True)
        rebuild(people.filter(pk__in=person_ids, merged_into__isnull=True))


def rebuild_stale(on: dt.date | None = None) -> int:
    """Reckon those whom the calendar alone has changed, and those never reckoned. Clause 6.1.

    Where a cycle was reckoned on a day still to come, the clock was wrong: then everyone is reckoned and looked at anew.
    """
    on = on or today()
    if CycleState.objects.filter(reckoned_on__gt=on).exists():
        return rebuild_everyone(on)
    stale = Q(cycle__isnull=True) | Q(cycle__stale_on__lte=on)
    return rebuild(Person.objects.filter(stale, merged_into__isnull=True), on)


def rebuild_everyone(on: dt.date | None = None) -> int:
    """Reckon everyone, and look at everyone anew for who is to be reminded. Clauses 1.3, 6.1."""
    CycleState.objects.update(remind_on=None)
    return rebuild(Person.objects.filter(merged_into__isnull=True), on)


def differences(on: dt.date | None = None) -> list[tuple[int, dict[str, tuple[Any, Any]]]]:
    """Everyone whose stored cycle is not what the reckoning gives today, with both values; empty when all is well.

    Someone who cannot be reckoned comes without values.
    """
    on = on or today()
    reckon = partial(_rows, policies=rules_of_all_times(), on=on)
    found: list[tuple[int, dict[str, tuple[Any, Any]]]] = []
    for batch in batches(Person.objects.filter(merged_into__isnull=True)):
        known = _known(batch)
        rows, failed = work_through(batch, reckon, job="check of cycles")
        found += [(person.pk, {}) for person in failed]
        for row in rows:
            right, kept = _lasting(row), known.get(row[0])
            unlike = {
                name: (kept[index] if kept else None, right[index])
                for index, name in enumerate(STORED[:-2])
                if kept is None or kept[index] != right[index]
            }
            if unlike:
                found.append((row[0], unlike))
    return found
