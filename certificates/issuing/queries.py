"""Every read that a page of the certificates needs."""

from typing import Any

from django.db.models import Q, QuerySet

from certificates.offices import READS_ORDERS
from staff.people.actors import actor
from staff.people.queries import people_of_unit_for

from .models import Certificate


def certificates_for(user: Any) -> QuerySet[Certificate]:
    """One's own certificates, those of one's unit for a head, all for the offices. Clauses 5.3, 5.7."""
    me = actor(user)
    found = Certificate.objects.select_related("person", "order")
    if me.holds(*READS_ORDERS):
        return found
    if me.person is None:
        return found.none()
    visible = Q(person_id=me.person_id)
    if me.is_head:
        visible |= Q(person__in=people_of_unit_for(user))
    return found.filter(visible)


def certificates_of(person: Any) -> QuerySet[Certificate]:
    """One's own certificates. Clause 5.7."""
    return Certificate.objects.filter(person=person)
