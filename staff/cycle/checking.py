"""Does every stored cycle say what the reckoning says, has everybody a place in it, does all training count once?

Clauses 1.3, 6.1.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from staff.ledger import known_training
from staff.people.models import Basis, Employment, Person

from . import stored
from .models import CycleState
from .rules import TRACKED


@dataclass(frozen=True)
class Finding:
    """Something wrong about one person: its kind, and for a difference the stored and the right values by column."""

    person_id: int
    kind: str
    values: dict[str, tuple[Any, Any]] | None = None


GAPS = {
    "no_main_post": "works here besides another post, but that main post is not entered",
    "no_first_day": "the first day of the main post is unknown: it is reckoned from the start of the career or the day of entry",
    "closed_unit": "the main post is in a unit that is closed",
    "not_begun": "the main post has no end, and its first day is still to come",
    "no_cycle": "no cycle is stored",
    "training_twice": "one training seems to stand in the ledger twice: look at it there and annul one line",
    "not_reckoned": "the cycle cannot be reckoned, or no night has reckoned it: the log names the kind of failure",
    "not_reminded": "a reminder could not be written: the log names the kind of failure",
}


def check_cycles(on: dt.date | None = None) -> list[Finding]:
    """Everything that is wrong: stored cycles that differ, people without a place in the cycle, training that counts twice."""
    on = on or today()
    found = [Finding(person_id, _kind(values), values or None) for person_id, values in stored.differences(on)]
    known = {(each.person_id, each.kind) for each in found}
    found += [each for each in _gaps(on) if (each.person_id, each.kind) not in known]
    twice = sorted({line.person_id for line in known_training.entered_twice()})
    return found + [Finding(person_id, "training_twice") for person_id in twice]


def _kind(values: dict[str, tuple[Any, Any]]) -> str:
    if not values:
        return "not_reckoned"
    return "no_cycle" if all(kept is None for kept, _ in values.values()) else "differs"


GAP_LABELS = {
    "no_main_post": _("works beside a main post that is not entered"),
    "no_first_day": _("first day of the main post unknown"),
    "closed_unit": _("main post in a closed unit"),
    "not_begun": _("main post still to begin"),
    "not_reckoned": _("due date could not be reckoned"),
    "not_reminded": _("reminder could not be written"),
}


def gaps(on: dt.date) -> dict[str, Q]:
    """The conditions on a person that put someone out of the cycle or give a doubtful place in it. Clause 6.1."""
    current = Employment.objects.filter(person=OuterRef("pk"), left_on__isnull=True)
    main = current.filter(basis=Basis.MAIN)
    tracked = main.filter(category__in=TRACKED)
    kept = CycleState.objects.filter(person=OuterRef("pk"))
    return {
        "no_main_post": Q(Exists(current.filter(basis=Basis.INNER))) & ~Q(Exists(main)),
        "no_first_day": Q(Exists(tracked.filter(hired_on__isnull=True))),
        "closed_unit": Q(Exists(tracked.filter(unit__closed_on__lte=on))),
        "not_begun": Q(Exists(tracked.filter(hired_on__gt=on))),
        "not_reckoned": Q(Exists(kept.filter(stale_on__lt=on))),
        "not_reminded": Q(Exists(kept.filter(remind_on__lt=on))),
    }


def with_gap(people: QuerySet[Person], kind: str = "any") -> QuerySet[Person]:
    """Those among people with a gap of one kind, or of any. Clause 6.1."""
    found = gaps(today())
    condition = reduce(or_, found.values()) if kind == "any" else found[kind]
    return people.filter(condition, merged_into__isnull=True)


def _gaps(on: dt.date) -> Iterator[Finding]:
    for kind, condition in gaps(on).items():
        people: QuerySet[Person] = Person.objects.filter(condition, merged_into__isnull=True)
        for person_id in people.order_by("pk").values_list("pk", flat=True):
            yield Finding(person_id, kind)
