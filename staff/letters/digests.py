"""Digests once a month: to heads about their people, to ИИжКББ about the University, to the rector about those long overdue.

The overdue rise: at once to the head, after months to ИИжКББ's list, after more to the rector's. Clauses 5.3, 6.1.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet

from ostu_qualification.core.models import today
from ostu_qualification.core.words.calendar import add_months
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.languages import in_order
from ostu_qualification.core.workflow.jobs import work_through
from staff.cycle.models import CycleState, CycleStatus
from staff.ledger.models import TrainingRecord
from staff.people.models import Person, Role, RoleKind
from staff.units.models import UnitHead
from staff.units.tree import UnitTree

from . import writing
from .models import Letter, LetterKind

AT_MOST = 40
NAMED_IN = ("ky", "ru", "en")
ASKED = (CycleStatus.OVERDUE, CycleStatus.DUE, CycleStatus.DUE_SOON)


Facts = dict[str, Any]


class Digest(NamedTuple):
    """A digest to be written: to whom, of which kind, and how its facts are found when it is."""

    person: Person
    kind: str
    facts: Callable[[], Facts]

    def key(self, on: dt.date) -> str:
        """One for person, month and kind."""
        return f"digest:{self.person.pk}:{on:%Y-%m}:{self.kind}"


def plan_digests(on: dt.date | None = None) -> int:
    """Plan this month's digests, each once for person, month and kind; nobody gets an empty one. Returns how many.

    A digest that cannot be written holds up no other, and is tried again the next night.
    """
    on = on or today()
    wanted = {digest.key(on): digest for digest in (*_of_heads(on), *_of_office(on), *_of_rector(on))}
    known = set(Letter.objects.filter(key__in=wanted).values_list("key", flat=True))
    new = [digest for key, digest in wanted.items() if key not in known]
    written, _failed = work_through(new, partial(_write, on=on), job="digests", key=lambda each: each.key(on))
    return len(written)


def _write(digests: Sequence[Digest], *, on: dt.date) -> list[Letter]:
    """Write these digests into the outbox."""
    rows = [
        writing.compose(
            each.person,
            key=each.key(on),
            kind=LetterKind.DIGEST,
            template=f"digest_{each.kind}",
            facts=each.facts(),
            send_on=on,
        )
        for each in digests
    ]
    return Letter.objects.bulk_create(rows, ignore_conflicts=True)


def _of_heads(on: dt.date) -> Iterator[Digest]:
    """Each acting head, else head, with the people of the unit and of those below that have no head of their own."""
    tree, heads = UnitTree(), _effective_heads(on)
    lines, claims = _asked_by_unit(on), _claims_by_unit()
    for person, unit_ids in _units_by_head(tree, heads).items():
        people = [line for unit_id in unit_ids for line in lines.get(unit_id, ())]
        waiting = sum(claims[unit_id] for unit_id in unit_ids)
        if people or waiting:
            yield Digest(person, "head", partial(_facts_of_head, people, person.language, waiting))


def _facts_of_head(people: list[tuple[Any, ...]], language: str, waiting: int) -> Facts:
    return _facts([line[1:] for line in sorted(people)], language) | {"claims": waiting}


def _effective_heads(on: dt.date) -> dict[int, Person]:
    """Who answers for each unit on a day: the acting head in the head's stead. Clause 5.3."""
    found: dict[int, Person] = {}
    heads = UnitHead.objects.filter(UnitHead.on(on), unit__closed_on__isnull=True).select_related("person")
    for head in heads.order_by("is_acting", "since"):
        found[head.unit_id] = head.person
    return found


def _units_by_head(tree: UnitTree, heads: dict[int, Person]) -> dict[Person, set[int]]:
    """The units that each head is told of: each unit goes to the nearest head above it."""
    found: dict[Person, set[int]] = defaultdict(set)
    for unit_id in tree.units:
        nearest = next((heads[each.pk] for each in reversed(tree.above(unit_id)) if each.pk in heads), None)
        if nearest is not None:
            found[nearest].add(unit_id)
    return found


def _asked_by_unit(on: dt.date) -> dict[int, list[tuple[Any, ...]]]:
    """Who is overdue, due this year or soon, by unit, each with a place in the order in which they are to be seen to."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    asked = CycleState.objects.filter(status__in=ASKED, unit__isnull=False)
    for place, (unit_id, *line) in enumerate(_rows(asked)):
        found[unit_id].append((place, *line))
    return found


def _rows(states: QuerySet[CycleState]) -> Iterable[tuple[Any, ...]]:
    names = (f"person__{name}" for name in ("family_name", "given_name", "patronymic", "email"))
    units = (f"unit__name_{language}" for language in NAMED_IN)
    return states.order_by("due_on", "person__sort_key").values_list("unit_id", "status", "due_on", *names, *units)


def _claims_by_unit() -> Counter[int]:
    """How many claims of training wait for ИИжКББ, by the unit of the main post. Clause 4.4."""
    waiting = TrainingRecord.objects.filter(state=TrainingRecord.State.CLAIMED, person__cycle__unit__isnull=False)
    return Counter(waiting.values_list("person__cycle__unit_id", flat=True))


def _facts(rows: list[tuple[Any, ...]], language: str, *, with_unit: bool = False) -> Facts:
    """The lists of a digest: at most so many names, and how many there are in all."""
    facts: Facts = {"without_address": sum(not row[5] for row in rows)}
    for status in ASKED:
        of_status = [row for row in rows if row[0] == status]
        facts[str(status)] = [_line(row, language, with_unit=with_unit) for row in of_status[:AT_MOST]]
        facts[f"{status}_count"] = len(of_status)
        facts[f"{status}_more"] = max(len(of_status) - AT_MOST, 0)
    return facts


def _line(row: tuple[Any, ...], language: str, *, with_unit: bool) -> str:
    _status, due_on, family, given, patronymic, email, *units = row
    name = " ".join(filter(None, (family, given, patronymic)))
    parts = [name, short_date(due_on)]
    if with_unit:
        parts.insert(1, _unit_name(units, language))
    return ", ".join(parts) + ("" if email else " *")


def _of_office(on: dt.date) -> Iterator[Digest]:
    """Each officer of ИИжКББ with the figures of the University and what the outbox asks. Clause 6.1."""
    states = CycleState.objects.filter(unit__isnull=False)
    counts = Counter(states.order_by().values_list("status", flat=True))
    late = states.filter(status=CycleStatus.OVERDUE, due_on__lt=add_months(on, -RISES_AFTER_MONTHS[0]))
    names = [f"unit__name_{language}" for language in NAMED_IN]
    by_unit = Counter(states.filter(status=CycleStatus.OVERDUE).order_by().values_list(*names))
    outbox = Counter(
        Letter.objects.filter(state__in=[Letter.State.FAILED, Letter.State.DOUBTFUL])
        .order_by()
        .values_list("state", flat=True)
    )
    facts = {
        "overdue_count": counts[CycleStatus.OVERDUE],
        "due_count": counts[CycleStatus.DUE],
        "due_soon_count": counts[CycleStatus.DUE_SOON],
        "on_time_count": counts[CycleStatus.ON_TIME],
        "late_count": late.count(),
        "months": RISES_AFTER_MONTHS[0],
        "failed": outbox[Letter.State.FAILED],
        "doubtful": outbox[Letter.State.DOUBTFUL],
        "claims": TrainingRecord.objects.filter(state=TrainingRecord.State.CLAIMED).count(),
    }
    if any(facts[name] for name in ("overdue_count", "due_count", "due_soon_count", "failed", "doubtful", "claims")):
        for person in _holders(RoleKind.OFFICER, on):
            yield Digest(person, "office", partial(_facts_of_office, facts, by_unit.most_common(10), person.language))


def _facts_of_office(facts: Facts, units: list[tuple[Any, int]], language: str) -> Facts:
    return facts | {"units": [f"{_unit_name(names, language)}: {count}" for names, count in units]}


def _unit_name(names: Sequence[str], language: str) -> str:
    """The name of a unit as the reader knows it, from those in Kyrgyz, Russian and English."""
    by_language = dict(zip(NAMED_IN, names, strict=True))
    return next((by_language[each] for each in in_order(language) if by_language.get(each)), "")


def _of_rector(on: dt.date) -> Iterator[Digest]:
    """The rector with the list of those overdue for longest. Clause 6.1."""
    months = RISES_AFTER_MONTHS[1]
    late = CycleState.objects.filter(status=CycleStatus.OVERDUE, due_on__lt=add_months(on, -months), unit__isnull=False)
    rows = [row[1:] for row in _rows(late)]
    if rows:
        for person in _holders(RoleKind.RECTOR, on):
            yield Digest(person, "rector", partial(_facts_of_rector, rows, person.language, months))


def _facts_of_rector(rows: list[tuple[Any, ...]], language: str, months: int) -> Facts:
    return _facts(rows, language, with_unit=True) | {"months": months}


def _holders(kind: str, on: dt.date) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=Role.objects.filter(Role.on(on), kind=kind).values("person"))


RISES_AFTER_MONTHS = (3, 6)
