"""Letters that a user may see, and those that must be told by hand. Clauses 5.3, 6.1."""

from typing import Any

from django.db.models import Count, QuerySet

from ostu_qualification.core.models import today
from staff.people.actors import actor
from staff.people.queries import people_for, people_of_unit_for

from .models import Letter
from .permissions import view_outbox


def letters_for(user: Any) -> QuerySet[Letter]:
    """The letters that a user may see: all for the offices, one's own for others."""
    letters = Letter.objects.select_related("person")
    if view_outbox(user):
        return letters
    return letters.filter(person_id=actor(user).person_id)


def letter_counts(user: Any) -> list[tuple[str, str, int]]:
    """How many letters stand in which state, those that ask for something first: code, label, count. Clause 6.1."""
    counts = dict(letters_for(user).order_by().values_list("state").annotate(n=Count("pk")))
    first = [Letter.State.DOUBTFUL, Letter.State.FAILED, Letter.State.PLANNED]
    states = [*first, *(state for state in Letter.State if state not in first)]
    return [(state.value, str(state.label), counts[state]) for state in states if counts.get(state)]


def letters_for_reader(user: Any) -> QuerySet[Letter]:
    """The letters that a user may read: those of the outbox, and of the people of one's unit, who may need telling."""
    if view_outbox(user):
        return letters_for(user)
    return Letter.objects.select_related("person").filter(person__in=people_for(user))


def letters_to_tell(user: Any) -> QuerySet[Letter]:
    """Letters to people without e-mail in the units that a user heads, for telling by hand. Clauses 5.3, 6.1."""
    waiting = Letter.objects.filter(
        address="", state__in=[Letter.State.PLANNED, Letter.State.FAILED], send_on__lte=today()
    )
    others = people_of_unit_for(user).exclude(pk=actor(user).person_id)
    return waiting.filter(person__in=others).select_related("person").order_by("send_on")
