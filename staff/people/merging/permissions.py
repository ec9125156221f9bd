"""Who merges the records of people and parts them again."""

from typing import Any

from ostu_qualification.core.records.verdicts import Verdict
from staff.people.models import Person
from staff.people.permissions import edit_person


def merge_people(user: Any, person: Person | None = None) -> Verdict:
    """HR merges two records of one person and parts people who look alike; nobody touches their own record."""
    return edit_person(user, person)


def undo_merge(user: Any, merge: Any) -> Verdict:
    """HR undoes a merging; nobody one of their own records."""
    return edit_person(user, merge.kept) and edit_person(user, merge.gone)
