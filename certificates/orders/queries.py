"""Every read that a page of the orders needs."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from certificates.attestation.models import Attestation, AttestationResult
from certificates.offices import view_orders
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from enrollment.models import Application
from staff.people.actors import actor

from .models import Order, Visa


def orders_for(user: Any) -> QuerySet[Order]:
    """The orders, for the offices. Clause 5.7."""
    orders = Order.objects.select_related("run__programme", "drafted_by", "attestation")
    return orders if view_orders(user) else orders.none()


def people_on_order(pk: int, **others: Any) -> list[int]:
    """The people whom an order names as its participants, by their keys."""
    named = [each["application"] for order in Order.objects.filter(pk=pk) for each in order.participants]
    return list(Application.objects.filter(pk__in=named).values_list("person_id", flat=True))


def visas_for(user: Any) -> QuerySet[Visa]:
    """The visas of the orders that a user sees. Clause 5.7."""
    return Visa.objects.filter(order__in=orders_for(user)).select_related("order__run__programme")


def visas_waiting(user: Any) -> QuerySet[Visa]:
    """The visas that wait for an office the user holds."""
    me = actor(user)
    waiting = Visa.objects.filter(answer=Visa.Answer.WAITING, order__state=Order.State.ENDORSEMENT, role__in=me.roles)
    return waiting.select_related("order__run__programme").order_by("order__created_at")


def runs_awaiting_order(user: Any) -> QuerySet[CourseRun]:
    """Runs whose order of enrolment can be drafted: no offer is open, somebody has confirmed, none is there yet. Clause 6.1."""
    ordered = Order.objects.filter(kind=OrderKind.ENROLMENT).exclude(state=Order.State.ANNULLED).values("run")
    places = Application.objects.filter(run=OuterRef("pk"))
    selected = CourseRun.objects.filter(
        ~Exists(places.filter(state=Application.State.ALLOCATED)),
        Exists(places.filter(state=Application.State.CONFIRMED)),
        state=CourseRun.State.SELECTED,
    )
    return selected.exclude(pk__in=ordered).select_related("programme")


def attestations_awaiting_order() -> QuerySet[Attestation]:
    """Closed attestations that somebody passed and whose certificates nobody has ordered yet. Clause 5.7."""
    ordered = (
        Order.objects.filter(kind=OrderKind.CERTIFICATES).exclude(state=Order.State.ANNULLED).values("attestation")
    )
    passed = AttestationResult.objects.filter(outcome=AttestationResult.Outcome.PASSED).values("attestation")
    closed = Attestation.objects.filter(state=Attestation.State.CLOSED, pk__in=passed)
    return closed.exclude(pk__in=ordered).select_related("run__programme")
