"""The stored cycles: inputs read from the database, reckoned by `staff.cycle`, kept as a cache. Clause 1.3."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q

from ostu_qualification.core.models import Policy, today

from . import cycle
from .models import CycleState, Employment, ExtensionPerson, Pause, Person, TrainingRecord
from .models.people import Basis

BATCH = 5000
FIELDS = [
    "unit_id",
    "category",
    "degree_level",
    "level",
    "obligation",
    "status",
    "due_on",
    "hours_counted",
    "hours_open",
    "policy_id",
    "reckoned_on",
    "stale_on",
]


def rules() -> tuple[cycle.Rules, ...]:
    """All policies in order, as the reckoning needs them."""
    return tuple(rules_of(each) for each in Policy.objects.order_by("valid_from"))


def rules_of(policy: Policy) -> cycle.Rules:
    """One policy as the reckoning needs it."""
    return cycle.Rules(
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


def inputs_of(people: Iterable[Person], policies: tuple[cycle.Rules, ...] | None = None) -> dict[int, cycle.Inputs]:
    """What the cycle of each person depends on, in five queries for all of them.

    A post without a known first day begins with the career, else on the day the person was entered here, so that
    nobody is overdue for want of a date.
    """
    people = list(people)
    ids = [person.pk for person in people]
    policies = policies or rules()
    lines, posts, pauses, floors = (defaultdict(list) for _ in range(4))
    begin = {person.pk: person.career_start_on or person.created_at.date() for person in people}
    for person_id, ended_on, hours, title, level in TrainingRecord.objects.filter(
        person_id__in=ids, state=TrainingRecord.State.RECOGNISED
    ).values_list("person_id", "ended_on", "hours", "title", "level"):
        lines[person_id].append(cycle.Line(ended_on, hours, title=title, level=level))
    for person_id, hired_on, left_on, category, basis in Employment.objects.filter(person_id__in=ids).values_list(
        "person_id", "hired_on", "left_on", "category", "basis"
    ):
        posts[person_id].append(cycle.Post(hired_on or begin[person_id], left_on, category, basis == Basis.MAIN))
    for person_id, paused_on, resumed_on in Pause.objects.filter(
        person_id__in=ids, state=Pause.State.IN_FORCE
    ).values_list("person_id", "started_on", "ended_on"):
        pauses[person_id].append(cycle.Away(paused_on, resumed_on))
    for person_id, until, decided_on, revoked_on in ExtensionPerson.objects.filter(person_id__in=ids).values_list(
        "person_id", "extension__until", "extension__decided_on", "extension__revoked_on"
    ):
        floors[person_id].append(cycle.Floor(until, decided_on, revoked_on))
    return {
        person.pk: cycle.Inputs(
            lines=tuple(lines[person.pk]),
            posts=tuple(posts[person.pk]),
            pauses=tuple(pauses[person.pk]),
            floors=tuple(floors[person.pk]),
            policies=policies,
            has_degree=person.has_degree,
            career_start_on=person.career_start_on,
        )
        for person in people
    }


def cycle_of(person: Person, on: dt.date | None = None) -> cycle.Cycle:
    """The cycle of one person on a day, with its derivation. Clause 1.3."""
    return cycle.cycle(inputs_of([person])[person.pk], on or today())


def rebuild(people: Iterable[Person], on: dt.date | None = None) -> int:
    """Reckon and store the cycles of these people; returns how many. One and the same as a full rebuild."""
    on = on or today()
    policies = rules()
    done = 0
    for batch in _batches(people):
        inputs = inputs_of(batch, policies)
        units = _main_units(inputs)
        states = [_state(person, inputs[person.pk], units.get(person.pk), on) for person in batch]
        CycleState.objects.bulk_create(states, update_conflicts=True, unique_fields=["person"], update_fields=FIELDS)
        done += len(states)
    return done


def _batches(people: Iterable[Person]) -> Iterator[list[Person]]:
    iterator = iter(people)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _main_units(person_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    current = Employment.objects.filter(person_id__in=list(person_ids), left_on__isnull=True, basis=Basis.MAIN)
    return {
        person_id: (unit_id, category)
        for person_id, unit_id, category in current.values_list("person_id", "unit_id", "category")
    }


def _state(person: Person, inputs: cycle.Inputs, main: tuple[int, str] | None, on: dt.date) -> CycleState:
    found = cycle.cycle(inputs, on)
    unit_id, category = main or (None, "")
    return CycleState(
        person_id=person.pk,
        unit_id=unit_id,
        category=category,
        degree_level=person.degree_level,
        level=max((each.level for each in inputs.lines if each.level and each.ended_on <= on), default=None),
        obligation=found.obligation or "",
        status=found.status,
        due_on=found.due_on,
        hours_counted=found.hours_counted,
        hours_open=found.hours_open,
        policy_id=found.policy.key if found.policy else None,
        reckoned_on=on,
        stale_on=cycle.next_change_on(inputs, on),
    )


def rebuild_person(person_id: int) -> None:
    """Reckon one person anew, in the transaction that changed the inputs."""
    with transaction.atomic():
        rebuild(Person.objects.select_for_update(of=("self",)).filter(pk=person_id))


def rebuild_stale(on: dt.date | None = None) -> int:
    """Reckon those whom the calendar alone has changed, and those never reckoned. Clause 6.1."""
    on = on or today()
    stale = Q(cycle__isnull=True) | Q(cycle__stale_on__lte=on)
    return rebuild(Person.objects.filter(stale).iterator(chunk_size=BATCH), on)


def differences(on: dt.date | None = None) -> list[tuple[int, dict[str, tuple[Any, Any]]]]:
    """Everyone whose stored cycle is not what the reckoning gives today, with both values; empty when all is well."""
    on = on or today()
    policies = rules()
    found: list[tuple[int, dict[str, tuple[Any, Any]]]] = []
    for batch in _batches(Person.objects.iterator(chunk_size=BATCH)):
        inputs = inputs_of(batch, policies)
        units = _main_units(inputs)
        stored = CycleState.objects.in_bulk([person.pk for person in batch])
        for person in batch:
            right, kept = _state(person, inputs[person.pk], units.get(person.pk), on), stored.get(person.pk)
            names = [name for name in FIELDS if name not in ("reckoned_on", "stale_on")]
            unlike = {
                name: (getattr(kept, name, None), getattr(right, name))
                for name in names
                if kept is None or getattr(kept, name) != getattr(right, name)
            }
            if unlike:
                found.append((person.pk, unlike))
    return found
