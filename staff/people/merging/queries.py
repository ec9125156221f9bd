"""Mergings, and the other records that could be of one person."""

from typing import Any

from django.db.models import Q, QuerySet

from staff.people.actors import actor
from staff.people.models import Person
from staff.people.queries import search_people

from . import permissions
from .models import PersonMerge


def merges_for(user: Any) -> QuerySet[PersonMerge]:
    """All mergings, the latest first, for HR."""
    merges = PersonMerge.objects.select_related("kept", "gone", "merged_by__person")
    return merges if permissions.merge_people(user) else merges.none()


def merges_of(user: Any, person: Person) -> QuerySet[PersonMerge]:
    """The mergings into a person's record that hold, for HR."""
    return merges_for(user).filter(kept=person, state=PersonMerge.State.MERGED)


def record_at(people: QuerySet[Person], pk: int) -> QuerySet[Person]:
    """The record with a key, or the one into which it was merged."""
    return people.filter(Q(pk=pk) | Q(pk__in=Person.objects.filter(pk=pk).values("merged_into")))


def find_others(user: Any, people: QuerySet[Person], person: Person, written: str) -> QuerySet[Person]:
    """Other records by name or ПИН, to merge with one; nobody finds their own."""
    digits = "".join(letter for letter in written if letter.isdigit())
    found = people.filter(pin=digits) if len(digits) == 14 else search_people(people, written)
    return found.exclude(pk__in=[person.pk, actor(user).person_id]).order_by("sort_key", "pk")[:20]
