"""Units, how many people they have, who heads them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from ostu_qualification.core.models import today
from staff.people.actors import actor
from staff.people.models import Basis, Employment, Person
from staff.people.queries import main_post

from .models import Unit, UnitHead
from .permissions import edit_unit
from .tree import UnitTree


def units_for(user: Any) -> QuerySet[Unit]:
    """All units: their names and heads are no secret to staff."""
    return Unit.objects.all() if actor(user).person else Unit.objects.none()


def with_counts(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with the number of people who work there."""
    now = Employment.objects.filter(unit=OuterRef("pk"), left_on__isnull=True).order_by().values("unit")
    return units.annotate(
        people_count=Subquery(now.annotate(n=Count("person", distinct=True)).values("n"))
    ).select_related("parent")


def main_posts_below(tree: UnitTree) -> dict[int, int]:
    """How many hold their main post in each unit or below it, by unit: each person counts once."""
    held = Employment.objects.filter(left_on__isnull=True, basis=Basis.MAIN).order_by()
    here = dict(held.values_list("unit").annotate(n=Count("pk")))
    found: dict[int, int] = {}
    for pk, count in here.items():
        for unit in tree.above(pk):
            found[unit.pk] = found.get(unit.pk, 0) + count
    return found


def heads_of(unit: Unit, on: dt.date | None = None) -> QuerySet[UnitHead]:
    """Who heads a unit on a day; an acting head first, since they act in the head's stead. Clause 5.3."""
    return unit.heads.filter(UnitHead.on(on or today())).select_related("person").order_by("-is_acting", "-since")


def heads_of_person(person: Person, on: dt.date | None = None) -> list[Person]:
    """The acting heads, else the heads, of the unit of the main post; never the person. Clause 5.3."""
    post = main_post(person)
    if post is None:
        return []
    unit: Unit | None = post.unit
    while unit is not None:
        found = [each.person for each in heads_of(unit, on) if each.person_id != person.pk]
        if found:
            return found[:1]
        unit = unit.parent
    return []


def people_answered_for(person: Person, people: Iterable[int]) -> set[int]:
    """Those of these people whose responsible head today is this person, as `heads_of_person` says; two queries. Clause 5.3."""
    tree, heads = UnitTree(), _heads_by_unit()
    posts = Employment.objects.filter(person__in=list(people), left_on__isnull=True)
    units: dict[int, int] = {}
    for person_id, unit_id, basis in posts.order_by("-hired_on").values_list("person_id", "unit_id", "basis"):
        if basis == Basis.MAIN or person_id not in units:
            units[person_id] = unit_id
    mine = set()
    for person_id, unit_id in units.items():
        upwards = (head for unit in reversed(tree.above(unit_id)) for head in heads.get(unit.pk, ()))
        if next((head for head in upwards if head != person_id), None) == person.pk:
            mine.add(person_id)
    return mine


def _heads_by_unit() -> dict[int, list[int]]:
    """Who heads each unit today, an acting head first."""
    found: dict[int, list[int]] = {}
    rows = UnitHead.objects.filter(UnitHead.on(today())).order_by("-is_acting", "-since")
    for unit_id, person_id in rows.values_list("unit_id", "person_id"):
        found.setdefault(unit_id, []).append(person_id)
    return found


def people_around(unit_id: int) -> QuerySet[Person]:
    """Those who work in a unit, above it or below it: one of them can head it. Clause 5.3."""
    tree = UnitTree()
    units = {each.pk for each in tree.above(unit_id)} | tree.below(unit_id) if unit_id in tree.units else set()
    here = Employment.objects.filter(person=OuterRef("pk"), unit__in=units, left_on__isnull=True)
    return Person.objects.filter(Exists(here), merged_into__isnull=True)


def people_to_head(user: Any, unit_id: int) -> QuerySet[Person]:
    """Whom those who appoint heads may choose from. Clause 5.3."""
    return people_around(unit_id) if edit_unit(user) else Person.objects.none()
