"""Extensions, pauses, and whom they are for. Clauses 1.3, 6.1."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from staff.people.models import Person

from . import permissions
from .models import Extension, ExtensionPerson, Pause


def extensions_for(user: Any) -> QuerySet[Extension]:
    """The extensions with the number of their people, for the offices. Clause 6.1."""
    found = Extension.objects.select_related("unit").annotate(people_count=Count("people"))
    found = found.order_by("-decided_on", "-pk")
    return found if permissions.view_extensions(user) else found.none()


def pauses_for(user: Any) -> QuerySet[Pause]:
    """All pauses, revoked ones too, for the offices. Clause 1.3."""
    found = Pause.objects.select_related("person")
    return found if permissions.view_extensions(user) else found.none()


def overlapping(pause: Pause, person_ids: Iterable[int]) -> QuerySet[Pause]:
    """Pauses in force of these people that share days with a pause. Clause 1.3."""
    begun = Q(started_on__lte=pause.ended_on) if pause.ended_on else Q()
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=pause.started_on)
    return Pause.objects.filter(begun, lasting, person__in=list(person_ids), state=Pause.State.IN_FORCE)


def people_of(extension: Extension) -> QuerySet[Person]:
    """The people of an extension."""
    return Person.objects.filter(pk__in=ExtensionPerson.objects.filter(extension=extension).values("person"))


def pauses_in_force(person: Person) -> QuerySet[Pause]:
    """The pauses of a person that were not revoked. Clause 1.3."""
    return person.pauses.filter(state=Pause.State.IN_FORCE)
