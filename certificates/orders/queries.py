"""Every read that a page of the orders needs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from certificates.attestation.models import Attestation, AttestationResult
from certificates.offices import view_orders
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from enrollment.models import Application
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.models import Approval
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import Waits
from staff.models import Delegation, Person, Role
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import Order


def orders_for(user: Any) -> QuerySet[Order]:
    """The orders, for the offices. Clause 5.7."""
    orders = Order.objects.select_related("run__programme", "drafted_by", "attestation")
    return orders if view_orders(user) else orders.none()


def people_on_order(pk: int, **others: Any) -> list[int]:
    """The people whom an order names as its participants, by their keys."""
    named = [each["application"] for order in Order.objects.filter(pk=pk) for each in order.participants]
    return list(Application.objects.filter(pk__in=named).values_list("person_id", flat=True))


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


def without_place(run: CourseRun) -> QuerySet[Application]:
    """Those who still wait for a place of a run: the order of enrolment ends their applications. Clause 5.4."""
    waiting = (Application.State.SUBMITTED, Application.State.ALLOCATED, Application.State.WAITLISTED)
    return Application.objects.filter(run=run, state__in=waiting)


def _is_officer(user: Any) -> bool:
    return actor(user).holds(RoleKind.OFFICER)


def _drafts(user: Any) -> QuerySet[Order]:
    return orders_for(user).filter(state=Order.State.DRAFT)


def endorsed(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Those that the offices have endorsed: they wait for the rector's signature. Clause 5.7."""
    asked = approvals.about_each(Order)
    to_come = asked.filter(state__in=[Approval.State.AHEAD, Approval.State.WAITING])
    given = asked.filter(state=Approval.State.ENDORSED).order_by("-answered_at").values("answered_at")[:1]
    sent = orders.filter(~Exists(to_come), state=Order.State.ENDORSEMENT)
    return sent.annotate(endorsed_at=Subquery(given)).filter(endorsed_at__isnull=False)


def offices_left_out(order: Order) -> list[str]:
    """The drafter's own office, where nobody but the drafter could answer for it: to draft is to endorse. Clause 6.1."""
    others = Person.objects.filter(
        Q(roles__in=Role.objects.filter(Role.on(today()), kind=RoleKind.OFFICER))
        | Q(borrowed_roles__in=Delegation.objects.filter(Delegation.on(today()), kind=RoleKind.OFFICER))
    )
    if order.drafted_by_id is not None:
        others = others.exclude(pk=order.drafted_by_id)
    return [] if others.exists() else [RoleKind.OFFICER]


def vacant_offices(offices: Iterable[str]) -> list[str]:
    """The offices that nobody holds today: whoever is asked there cannot answer."""
    held = set(Role.objects.filter(Role.on(today()), kind__in=list(offices)).values_list("kind", flat=True))
    return [each for each in offices if each not in held]


def orders_to_sign(user: Any) -> QuerySet[Order]:
    """The orders that wait for the rector's signature, as far as a user sees orders. Clause 5.7."""
    return endorsed(orders_for(user))


ENROLMENT_ORDERS = Waits(
    sentence=ngettext_lazy("Draft %(n)s order of enrolment", "Draft %(n)s orders of enrolment", "n"),
    records=runs_awaiting_order,
    visible=_is_officer,
    address=lambda: f"{reverse('run_list')}?state=selected",
    since="selection__approved_on",
    page="draft_enrolment_order",
    who=RoleKind.OFFICER.label,
)
CERTIFICATE_ORDERS = Waits(
    sentence=ngettext_lazy("Draft %(n)s order to issue certificates", "Draft %(n)s orders to issue certificates", "n"),
    records=lambda user: attestations_awaiting_order(),
    visible=_is_officer,
    address=lambda: reverse("attestation_list"),
    since="closed_at",
    page="draft_certificate_order",
    who=RoleKind.OFFICER.label,
)
DRAFTS = Waits(
    sentence=ngettext_lazy("Send %(n)s order for endorsement", "Send %(n)s orders for endorsement", "n"),
    records=_drafts,
    visible=_is_officer,
    address=lambda: f"{reverse('order_list')}?state=draft",
    since="created_at",
    page="order_detail",
    who=RoleKind.OFFICER.label,
)
SIGNATURES = Waits(
    sentence=ngettext_lazy("Record the signature of %(n)s order", "Record the signature of %(n)s orders", "n"),
    records=orders_to_sign,
    visible=_is_officer,
    address=lambda: f"{reverse('order_list')}?state=to_sign",
    since="endorsed_at",
    page="record_signature",
    who=_("the rector's signature, then the officer of ИИжКББ"),
)
TO_SIGN = Waits(
    sentence=ngettext_lazy("%(n)s order waits for your signature", "%(n)s orders wait for your signature", "n"),
    records=orders_to_sign,
    visible=lambda user: actor(user).holds(RoleKind.RECTOR),
    address=lambda: f"{reverse('order_list')}?state=to_sign",
    since="endorsed_at",
    page="order_detail",
)
