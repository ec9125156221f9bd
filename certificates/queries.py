"""Every read that a page of the certificates app needs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from courses.models import CourseRun
from enrollment.models import Application
from ostu_qualification.core.models import today
from staff.actors import actor
from staff.models import Employment, Person, Role, Unit
from staff.models.people import Basis, RoleKind
from staff.queries import heads_of, people_of_unit_for

from .models import (
    Attestation,
    AttestationResult,
    Certificate,
    LegalGround,
    Order,
    OrderKind,
    OrderTemplate,
    RegisterLine,
    Visa,
)
from .permissions import READS_ORDERS, view_orders


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


def attestations_awaiting(person: Any, on: dt.date) -> QuerySet[Attestation]:
    """The attestations to come of the courses someone is enrolled in. Clause 5.7."""
    to_come = Attestation.objects.filter(
        held_on__gte=on, run__places__person=person, run__places__state=Application.State.ENROLLED
    )
    return to_come.select_related("run__programme").order_by("held_on")


def register_for(user: Any) -> QuerySet[RegisterLine]:
    """The lines of the register, for the offices. Clause 5.7."""
    lines = RegisterLine.objects.select_related("certificate__person")
    return lines.order_by("-position") if view_orders(user) else lines.none()


def main_posts(people: Iterable[Person], on: dt.date) -> dict[int, Employment]:
    """The post that papers name for each person on a day: the main one, else one that is held."""
    posts: dict[int, Employment] = {}
    keys = [person.pk for person in people]
    for post in Employment.objects.filter(Employment.on(on), person_id__in=keys).select_related("unit"):
        if post.basis == Basis.MAIN or post.person_id not in posts:
            posts[post.person_id] = post
    return posts


def template_of(kind: str, language: str, on: dt.date) -> OrderTemplate:
    """The text in use on a day. Raises ValidationError when there is none."""
    found = (
        OrderTemplate.objects.filter(kind=kind, language=language, valid_from__lte=on).order_by("-valid_from").first()
    )
    if found is None:
        facts = {"kind": OrderKind(kind).label, "language": language}
        raise ValidationError(
            _("There is no text for orders of the kind “%(kind)s” in the language %(language)s.") % facts
        )
    return found


def grounds_on(on: dt.date, kind: str) -> list[LegalGround]:
    """The acts in force on a day that orders of a kind cite, in the order in which they are cited. Section 2."""
    in_force = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return [ground for ground in LegalGround.objects.filter(in_force) if kind in ground.kinds]


def grounds_for(user: Any) -> QuerySet[LegalGround]:
    """All acts that orders cite or did cite, for the offices. Section 2."""
    return LegalGround.objects.all() if view_orders(user) else LegalGround.objects.none()


def rector(on: dt.date | None = None) -> Person | None:
    """Who is rector on a day."""
    role = (
        Role.objects.filter(Role.on(on or today()), kind=RoleKind.RECTOR)
        .select_related("person")
        .order_by("-since")
        .first()
    )
    return role.person if role else None


def office() -> Unit | None:
    """ИИжКББ, the unit that bears this short name. Clause 1.4."""
    return Unit.objects.filter(code="ИИжКББ", closed_on__isnull=True).first()


def office_head() -> Person | None:
    """The head of ИИжКББ. Clause 1.4."""
    unit = office()
    head = heads_of(unit).first() if unit else None
    return head.person if head else None


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


def passed(attestation: Attestation) -> QuerySet[AttestationResult]:
    """The participants who have passed, by name: those who get a certificate. Clause 5.7."""
    results = attestation.results.filter(
        outcome=AttestationResult.Outcome.PASSED, application__state=Application.State.ENROLLED
    )
    return results.select_related("application__person").order_by("application__person__sort_key")


def not_passed(attestation: Attestation) -> QuerySet[AttestationResult]:
    """Those who may resit: they failed, did not come or were not admitted. Clause 5.7."""
    return attestation.results.exclude(outcome=AttestationResult.Outcome.PASSED)


def certificate_by_code(code: str) -> Certificate | None:
    """The certificate behind a QR code."""
    return Certificate.objects.select_related("order").filter(code=code).first()


def certificates_numbered(year: int, number: int) -> QuerySet[Certificate]:
    """The certificates of all series that bear a number in a year."""
    return Certificate.objects.select_related("order").filter(year=year, number=number)


def certificate_by_hash(sha256: str) -> Certificate | None:
    """The certificate whose file has this hash, byte for byte."""
    return Certificate.objects.select_related("order").filter(sha256=sha256).first()
