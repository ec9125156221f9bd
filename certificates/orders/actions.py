"""Writes of orders that change no state: drafts and visas."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.attestation.models import Attestation
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from enrollment.models import SelectionList
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import held, locked
from ostu_qualification.core.records.writes import keep
from staff.people.actors import actor
from staff.people.models import RoleKind

from . import drafting, permissions
from .models import Order, Visa

LANGUAGES = ["ky", "ru"]
VISA_ACTS: dict[str, str] = {Visa.Answer.ENDORSED: "endorse_order", Visa.Answer.OBJECTED: "object_to_order"}
VISAS = [
    (RoleKind.VICE_RECTOR, "ИжИ боюнча проректор"),
    (RoleKind.FINANCE_OFFICER, "План-финансылык бөлүм"),
    (RoleKind.HR_OFFICER, "Кадрлар бөлүмү"),
]


@transaction.atomic
def draft_enrolment_order(run: CourseRun, *, by: Any) -> Order:
    """Draft the order that enrols those who confirmed their place. Clauses 5.4, 6.1.

    Refused before the list is approved, while offers are still open, or when nobody has confirmed.
    """
    permissions.draft_order(by).require()
    run = locked(run)
    _require_no_order(run.orders.filter(kind=OrderKind.ENROLMENT))
    selection = SelectionList.objects.filter(run=run, state=SelectionList.State.APPROVED).first()
    if selection is None or run.state != CourseRun.State.SELECTED:
        raise ValidationError(_("There is no approved list of this run yet: nobody can be enrolled."))
    return _keep_draft(Order(kind=OrderKind.ENROLMENT, run=run, selection=selection), by=by)


@transaction.atomic
def draft_certificate_order(attestation: Attestation, *, by: Any) -> Order:
    """Draft the order that issues certificates to those who passed: one for an attestation, and not for nobody. Clauses 5.7, 7.5.3."""
    permissions.draft_order(by).require()
    attestation = locked(attestation)
    _require_no_order(attestation.orders.filter(kind=OrderKind.CERTIFICATES))
    return _keep_draft(Order(kind=OrderKind.CERTIFICATES, run=attestation.run, attestation=attestation), by=by)


def _require_no_order(orders: QuerySet[Order]) -> None:
    """Refuse a second order beside one that is on its way or carried out. The caller holds the lock that keeps it so."""
    order = orders.exclude(state=Order.State.ANNULLED).first()
    if order is not None:
        raise ValidationError(_("This order is there already: %(order)s.") % {"order": order})


def _keep_draft(order: Order, *, by: Any) -> Order:
    order.languages = LANGUAGES
    order.drafted_by = actor(by).person
    drafting.write(order)
    order.full_clean()
    order.save(force_insert=True)
    Visa.objects.bulk_create(Visa(order=order, role=role, post=post) for role, post in VISAS)
    history.record(order, "draft_order", by=by)
    return order


def edit_order(order: Order, *, content: dict[str, Any], by: Any) -> None:
    """Change the text of a draft order, language by language. Clause 5.7."""
    permission = permissions.draft_order
    keep(order, {"content": content}, by=by, permission=permission, act="edit_order", check=_require_draft)


@transaction.atomic
def redraft_order(order: Order, *, by: Any) -> None:
    """Write a draft order anew, with the people and the text as of now; what was changed by hand is lost. Clauses 5.7, 6.1.

    The run is locked, so that nobody comes or goes meanwhile.
    """

    def write_anew(fresh: Order) -> None:
        _require_draft(fresh)
        drafting.write(fresh)

    locked(order.run)
    written = ["content", "facts", "participants"]
    keep(order, by=by, permission=permissions.draft_order, act="redraft_order", check=write_anew, derived=written)


def _require_draft(order: Order) -> None:
    if order.state != Order.State.DRAFT:
        raise ValidationError(_("The order is in endorsement: its text is no longer changed."))


@transaction.atomic
def give_visa(visa: Visa, *, answer: str, remark: str, by: Any) -> None:
    """Endorse an order for one's office, or object with a remark; the order is held, so that it is not taken back meanwhile."""
    if held(visa.order).state != Order.State.ENDORSEMENT:
        raise ValidationError(_("The order is not in endorsement."))
    fields = {"answer": answer, "remark": remark, "person": actor(by).person, "given_at": timezone.now()}
    keep(visa, fields, by=by, permission=permissions.give_visa)
    history.record(visa.order, VISA_ACTS[answer], by=by, reason=f"{visa.post}. {remark}".strip())
