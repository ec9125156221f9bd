"""Every read that a page of the attestations needs."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from certificates.offices import READS_ORDERS
from enrollment.models import Application
from staff.models import Person
from staff.people.actors import actor

from .models import Attestation, AttestationResult


def attestations_for(user: Any) -> QuerySet[Attestation]:
    """The attestations of one's committees, or all for the offices. Clause 7.5.3."""
    me = actor(user)
    found = Attestation.objects.select_related("run__programme", "chair", "secretary")
    if me.holds(*READS_ORDERS):
        return found
    if me.person is None:
        return found.none()
    return found.filter(pk__in=committees_of(me.person).values("pk"))


def committees_of(person: Person) -> QuerySet[Attestation]:
    """The attestations before whose committee someone sits or sat. Clause 7.5.3."""
    seats = ("chair", "secretary", "experts", "members")
    return Attestation.objects.filter(Q.create([(seat, person.pk) for seat in seats], Q.OR)).distinct()


def attestations_awaiting(person: Any, on: dt.date) -> QuerySet[Attestation]:
    """The attestations to come of the courses someone is enrolled in. Clause 5.7."""
    to_come = Attestation.objects.filter(
        held_on__gte=on, run__places__person=person, run__places__state=Application.State.ENROLLED
    )
    return to_come.select_related("run__programme").order_by("held_on")


def passed(attestation: Attestation) -> QuerySet[AttestationResult]:
    """The participants who have passed, by name: those who get a certificate. Clause 5.7."""
    results = attestation.results.filter(
        outcome=AttestationResult.Outcome.PASSED, application__state=Application.State.ENROLLED
    )
    return results.select_related("application__person").order_by("application__person__sort_key")


def not_passed(attestation: Attestation) -> QuerySet[AttestationResult]:
    """Those who may resit: they failed, did not come or were not admitted. Clause 5.7."""
    return attestation.results.exclude(outcome=AttestationResult.Outcome.PASSED)
