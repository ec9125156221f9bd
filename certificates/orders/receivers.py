"""What the orders hear from the apps below and answer them."""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.attestation import queries as attestation_queries
from certificates.attestation.models import AttestationResult
from certificates.issuing.models import Certificate
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from courses.ports import pages_about_run
from courses.runs.signals import run_cancelled
from enrollment.models import Application
from enrollment.selection.signals import places_changed
from ostu_qualification.core.approvals.models import Approval
from ostu_qualification.core.records.who import SYSTEM, Who
from staff import ports
from staff.people.models import Person
from staff.ports import Group
from staff.privacy.my_data import Said, group_of

from . import queries
from .differences import differences
from .models import Order
from .transitions import annul_order, return_order


@pages_about_run.answer
def link_papers(run: CourseRun, user: Any) -> list[tuple[str, str]]:
    """Lead from a run to its orders and its attestation. Clauses 5.7, 6.1."""
    links = []
    for order in queries.orders_for(user).filter(run=run):
        links.append((reverse("order_detail", args=[order.pk]), str(order)))
    attestation = attestation_queries.attestations_for(user).filter(run=run).first()
    if attestation:
        links.append((reverse("attestation_detail", args=[attestation.pk]), _("Final attestation")))
    return links


@receiver(run_cancelled, dispatch_uid="certificates annul")
def annul_orders(run: CourseRun, by: Who, reason: str, **kwargs: Any) -> None:
    """Annul the orders of a cancelled run that nobody has signed: there is nothing left to order. Clause 5.1."""
    for order in run.orders.filter(state__in=annul_order.step.sources).order_by("pk"):
        annul_order(order, by=by, reason=reason)


@receiver(places_changed, dispatch_uid="certificates return")
def return_changed_order(run: CourseRun, application: Application, **kwargs: Any) -> None:
    """Return an order on its way whose people are no longer those who have a place. Clauses 5.4, 6.1."""
    for order in run.orders.filter(kind=OrderKind.ENROLMENT, state=Order.State.ENDORSEMENT):
        if differences(order):
            return_order(order, by=SYSTEM, reason=application.person.full_name)


CERTIFICATE = (
    "series", "year", "number", "state", Said("title", gettext_lazy("title"), lambda certificate: certificate.title), "form", "hours",
    "started_on", "ended_on", "issued_on", "code", "sha256",
)  # fmt: skip

VISA = (
    Said("document", gettext_lazy("Document"), lambda approval: approval.record),
    Said("office", gettext_lazy("Office"), str), "state", "remark", "answered_at",
)  # fmt: skip


def visas_of(person: Person) -> QuerySet[Approval]:
    """The visas that someone gave, for whatever office. Clause 6.1."""
    given = Approval.objects.filter(answered_by__person=person)
    return given.prefetch_related("record").order_by("answered_at")


@ports.kept_data.answer
def tell_papers(person: Person) -> list[Group]:
    """Results, certificates, and the part that someone had in committees and orders. Clauses 5.7, 7.5.3."""
    results = AttestationResult.objects.filter(application__person=person).select_related("attestation__run__programme")
    course = Said("course", _("Course"), lambda result: result.attestation.run)
    held = Said("held_on", _("held on"), lambda result: result.attestation.held_on)
    return [
        group_of("results", _("My results of attestations"), results, (course, held, "first_points", "exam_points", "outcome", "remark"), is_table=True),
        group_of("certificates", _("My certificates"), Certificate.objects.filter(person=person), CERTIFICATE),
        group_of("committees", _("Committees that I sat on"), attestation_queries.committees_of(person), ("run", "held_on", "protocol_number"), is_table=True),
        group_of("visas", _("Visas that I gave"), visas_of(person), VISA, is_table=True),
        group_of("orders", _("Orders that I drafted"), Order.objects.filter(drafted_by=person), ("kind", "number", "signed_on", "state"), is_table=True),
    ]  # fmt: skip
