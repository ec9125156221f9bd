"""All that can happen to an order: drafted, sent round, signed, carried out."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.attestation.models import Attestation
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from enrollment.models import SelectionList
from ostu_qualification.core.approvals.transitions import ask_offices, end_round
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.who import Who, user_of
from ostu_qualification.core.workflow.steps import Afterwards, act, step
from staff.people.actors import actor

from . import carrying_out, drafting, effects, forms, permissions, queries
from .models import Order

State = Order.State
LANGUAGES = ["ky", "ru"]


def run_of(order: Order) -> list[Model]:
    """The run that an order is about: its effects change the run's places."""
    return [CourseRun(pk=order.run_id)]


@act(
    CourseRun,
    sources=[CourseRun.State.SELECTED],
    permission=permissions.draft_order,
    possible=permissions.run_can_be_ordered,
    clause="6.1",
    label=gettext_lazy("Draft the order of enrolment"),
    done=gettext_lazy("The order is drafted: look it through and send it for endorsement."),
    effects=effects.of_drafting_enrolment,
    waits_for=queries.ENROLMENT_ORDERS,
)
def draft_enrolment_order(run: CourseRun, *, by: Who) -> Order:
    """Draft the order that enrols those who confirmed their place. Clauses 5.4, 6.1."""
    selection = SelectionList.objects.get(run=run, state=SelectionList.State.APPROVED)
    return _keep_draft(Order(kind=OrderKind.ENROLMENT, run=run, selection=selection), by=by)


@act(
    Attestation,
    sources=[Attestation.State.CLOSED],
    permission=permissions.draft_order,
    possible=permissions.attestation_can_be_ordered,
    clause="5.7",
    label=gettext_lazy("Draft the order to issue certificates"),
    done=gettext_lazy("The order is drafted: look it through and send it for endorsement."),
    effects=effects.of_drafting_certificates,
    waits_for=queries.CERTIFICATE_ORDERS,
)
def draft_certificate_order(attestation: Attestation, *, by: Who) -> Order:
    """Draft the order that issues certificates to those who passed. Clauses 5.7, 7.5.3."""
    return _keep_draft(Order(kind=OrderKind.CERTIFICATES, run=attestation.run, attestation=attestation), by=by)


def _keep_draft(order: Order, *, by: Who) -> Order:
    order.languages = LANGUAGES
    order.drafted_by = actor(user_of(by)).person
    drafting.write(order)
    order.full_clean()
    order.save(force_insert=True)
    history.record(order, "draft_order", by=by)
    return order


@step(
    Order,
    sources=[State.DRAFT],
    target=State.ENDORSEMENT,
    permission=permissions.draft_order,
    possible=permissions.can_be_sent,
    clause="6.1",
    label=gettext_lazy("Send for endorsement"),
    past=gettext_lazy("sent for endorsement"),
    done=gettext_lazy("The order is on its way: the offices are asked for their visas."),
    effects=effects.of_sending,
    locks=run_of,
    waits_for=queries.DRAFTS,
)
def send_order(order: Order, *, by: Who) -> Afterwards:
    """Send a draft order round for the visas of the offices, if it says what would be carried out. Clauses 5.7, 6.1."""
    return lambda: ask_offices(order, order.approval_kind, without=queries.offices_left_out(order))


@act(
    Order,
    sources=[State.DRAFT],
    permission=permissions.draft_order,
    clause="6.1",
    label=gettext_lazy("Draft anew"),
    past=gettext_lazy("order drafted anew"),
    done=gettext_lazy("The order is drafted anew, with the people and the text as of now."),
    effects=effects.of_redrafting,
)
def redraft_order(order: Order, *, by: Who) -> None:
    """Write a draft order anew, with the people and the text as of now; what was changed by hand is lost. Clauses 5.7, 6.1.

    The run is locked, so that nobody comes or goes meanwhile.
    """
    locked(order.run)
    drafting.write(order)
    order.full_clean()
    order.save(update_fields=["content", "facts", "participants"])


@act(
    Order,
    sources=[State.DRAFT],
    permission=permissions.draft_order,
    label=gettext_lazy("Change the text"),
    past=gettext_lazy("text of the order changed"),
    done=gettext_lazy("The text of the order is changed."),
    form=forms.OrderTextForm,
)
def edit_order(order: Order, *, by: Who, content: dict[str, Any]) -> None:
    """Change the text of a draft order, language by language. Clause 5.7."""
    order.content = content
    order.full_clean()
    order.save(update_fields=["content"])


@step(
    Order,
    sources=[State.ENDORSEMENT],
    target=State.SIGNED,
    permission=permissions.record_signature,
    possible=permissions.can_be_signed,
    clause="5.7",
    label=gettext_lazy("Record the signature"),
    past=gettext_lazy("rector's signature recorded"),
    done=gettext_lazy("The signature is recorded and the order is carried out."),
    form=forms.SignatureForm,
    effects=effects.of_signature,
    locks=run_of,
    waits_for=queries.SIGNATURES,
)
def record_signature(
    order: Order, *, by: Who, number: str, signed_on: dt.date, signed_by: str, scan: Any
) -> Afterwards:
    """Record that the rector has signed, with the chancellery's number and the scan; the effects follow at once. Clause 5.7.

    The number is never made up here; all visas must have been given before. The run is held meanwhile: what is printed is
    exactly what is carried out, or the signature is refused with the differences.
    """
    if signed_on > today():
        raise ValidationError({"signed_on": _("The day of the signature lies in the future.")})
    if Order.objects.filter(number=number, signed_on=signed_on).exclude(pk=order.pk).exists():
        raise ValidationError({"number": _("An order with this number and date is recorded already.")})
    order.number, order.signed_on, order.signed_by, order.scan = number, signed_on, signed_by, scan
    return lambda: execute_order(order, by=by)


@step(
    Order,
    sources=[State.ENDORSEMENT],
    target=State.DRAFT,
    permission=permissions.draft_order,
    label=gettext_lazy("Take back for changes"),
    past=gettext_lazy("taken back for changes"),
    done=gettext_lazy("The order is a draft again."),
    effects=effects.of_taking_back,
)
def take_back_order(order: Order, *, by: Who, reason: str) -> None:
    """Take an order back for changes; the visas are asked for anew."""
    end_round(order)


@step(
    Order,
    sources=[State.ENDORSEMENT],
    target=State.DRAFT,
    permission=permissions.draft_order,
    past=gettext_lazy("returned to the drafter"),
)
def return_order(order: Order, *, by: Who, reason: str) -> None:
    """Return an order to its drafter: an office objects, or its people have changed, and the reason says so. Clauses 5.4, 6.1.

    Nobody endorses or signs a list that is no longer true, and nobody is kept from withdrawing by an order on its way.
    """
    end_round(order)


@step(
    Order,
    sources=[State.DRAFT, State.ENDORSEMENT],
    target=State.ANNULLED,
    permission=permissions.draft_order,
    label=gettext_lazy("Annul the order"),
    past=gettext_lazy("order annulled"),
    done=gettext_lazy("The order is annulled; another can be drafted."),
    effects=effects.of_annulling,
    is_dangerous=True,
)
def annul_order(order: Order, *, by: Who, reason: str) -> None:
    """Annul an order that was not signed; nobody is asked for a visa any more. Clause 6.1."""
    end_round(order)


@step(
    Order,
    sources=[State.SIGNED],
    target=State.EXECUTED,
    permission=permissions.execute_order,
    past=gettext_lazy("order executed"),
    related=("run__programme", "run__host", "selection", "attestation"),
)
def execute_order(order: Order, *, by: Who) -> None:
    """Carry out what the order says, once: its state is the guard. Clauses 5.7, 6.1."""
    order.executed_at = timezone.now()
    {OrderKind.ENROLMENT: carrying_out.enrol, OrderKind.CERTIFICATES: carrying_out.issue}[OrderKind(order.kind)](order, by)  # fmt: skip


history.name_acts({"draft_order": gettext_lazy("order drafted")})
