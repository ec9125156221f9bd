"""All that can happen to an order, and what it does when it is carried out."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.attestation import queries
from certificates.attestation.models import AttestationResult
from certificates.issuing import actions
from certificates.issuing.models import Certificate
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from courses.runs import transitions as course_steps
from enrollment.applications import queries as enrolment
from enrollment.applications import transitions as applications_transitions
from enrollment.models import Application
from enrollment.selection import transitions as selection_transitions
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.words.dates import long_date, period
from ostu_qualification.core.words.languages import text_in
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff.cycle import stored
from staff.ledger.actions import enter_own_training
from staff.letters.writing import notify
from staff.models import CycleState

from . import permissions
from .differences import require_agreement
from .models import Order, Visa
from .signals import participants_enrolled

State = Order.State


def run_of(order: Order) -> list[Model]:
    """The run that an order is about: its effects change the run's places."""
    return [CourseRun(pk=order.run_id)]


@step(Order, sources=[State.DRAFT], target=State.ENDORSEMENT, permission=permissions.draft_order, locks=run_of)
def send_order(order: Order, *, by: Any) -> None:
    """Send a draft order round for the visas of the offices, if it says what would be carried out. Clauses 5.7, 6.1."""
    require_agreement(order)


@step(Order, sources=[State.ENDORSEMENT], target=State.DRAFT, permission=permissions.draft_order)
def take_back_order(order: Order, *, by: Any, reason: str) -> None:
    """Take an order back for changes; the visas are asked for anew."""
    _empty_visas(order)


@step(Order, sources=[State.ENDORSEMENT], target=State.DRAFT, permission=permissions.draft_order)
def return_order(order: Order, *, by: Any, reason: str) -> None:
    """Return an order to its drafter whose people have changed; the reason names who came or went. Clauses 5.4, 6.1.

    Nobody endorses or signs a list that is no longer true, and nobody is kept from withdrawing by an order on its way.
    """
    _empty_visas(order)


def _empty_visas(order: Order) -> None:
    order.visas.update(answer=Visa.Answer.WAITING, remark="", person=None, given_at=None)


@step(Order, sources=[State.DRAFT, State.ENDORSEMENT], target=State.ANNULLED, permission=permissions.draft_order)
def annul_order(order: Order, *, by: Any, reason: str) -> None:
    """Annul an order that was not signed."""


@step(Order, sources=[State.ENDORSEMENT], target=State.SIGNED, permission=permissions.record_signature, locks=run_of)
def record_signature(
    order: Order, *, by: Any, number: str, signed_on: dt.date, signed_by: str, scan: Any
) -> Afterwards:
    """Record that the rector has signed, with the chancellery's number and the scan; the effects follow at once. Clause 5.7.

    The number is never made up here; all visas must have been given before. The run is held meanwhile: what is printed is
    exactly what is carried out, or the signature is refused with the differences.
    """
    if order.visas.exclude(answer=Visa.Answer.ENDORSED).exists():
        raise ValidationError(_("Not all offices have endorsed the order."))
    require_agreement(order)
    if signed_on > today():
        raise ValidationError({"signed_on": _("The day of the signature lies in the future.")})
    if Order.objects.filter(number=number, signed_on=signed_on).exclude(pk=order.pk).exists():
        raise ValidationError({"number": _("An order with this number and date is recorded already.")})
    order.number, order.signed_on, order.signed_by, order.scan = number, signed_on, signed_by, scan
    return lambda: execute_order(order, by=by)


@step(Order, sources=[State.SIGNED], target=State.EXECUTED, permission=permissions.execute_order)
def execute_order(order: Order, *, by: Any) -> None:
    """Carry out what the order says, once: its state is the guard. Clauses 5.7, 6.1."""
    order.executed_at = timezone.now()
    {OrderKind.ENROLMENT: _enrol, OrderKind.CERTIFICATES: _issue}[OrderKind(order.kind)](order, by)


def _enrol(order: Order, by: Any) -> None:
    """Enrol the participants, end the applications without a place, begin the run if its day has come. Clause 6.1."""
    run = order.run
    participants = list(enrolment.confirmed_of(run))  # exactly those on the order: the signature is refused otherwise
    if len(participants) > run.capacity:
        raise ValidationError(_("The order names more people than the run has places."))
    if order.selection is not None:
        selection_transitions.order_selection(order.selection, by=by)
    for application in participants:
        applications_transitions.enrol(application, by=by)
        _tell_enrolled(application, order)
    without_place = applications_transitions.close_without_place.step.sources
    for application in Application.objects.filter(run=run, state__in=without_place).order_by("pk"):
        applications_transitions.close_without_place(application, by=by)
    selection_transitions.start_if_due(run, by=by)
    participants_enrolled.send(sender=Order, order=order, applications=participants, by=by)


def _tell_enrolled(application: Application, order: Order) -> None:
    language, run = application.person.language, order.run
    assert order.signed_on is not None
    facts = {
        "title": text_in(run.programme, "title", language),
        "order_number": order.number,
        "order_date": long_date(order.signed_on, language),
        "period": period(run.starts_on, run.ends_on, language),
        "place_of_run": text_in(run, "place", language),
    }
    notify(application.person, key=f"enrolled:{application.pk}", template="enrolled", facts=facts)


def _issue(order: Order, by: Any) -> None:
    """End the course for everyone, then issue the certificates with ledger, due dates and letters. Clauses 1.3, 5.7."""
    assert order.attestation is not None
    passed = [each.application_id for each in queries.passed(order.attestation)]
    _end_course(order, by)
    applications = Application.objects.filter(pk__in=passed).select_related("person").order_by("person__sort_key")
    certificates = actions.issue_certificates(
        order, applications, order.run
    )  # late: from here on the register is locked
    _follow_up(certificates, order.run)


def _end_course(order: Order, by: Any) -> None:
    """Those who passed have completed the course, the others have not; the run is over. Clause 5.7."""
    assert order.attestation is not None
    for each in order.attestation.results.select_related("application").order_by("application__person__sort_key"):
        if each.outcome == AttestationResult.Outcome.PASSED:
            applications_transitions.complete_course(each.application, by=by)
        elif each.application.state == Application.State.ENROLLED:
            applications_transitions.fail_course(each.application, by=by)
    course_steps.complete_run(order.run, by=by)


def _follow_up(certificates: list[Certificate], run: CourseRun) -> None:
    """What certificates bring with them: lines of the ledger, new due dates, letters. Clause 1.3."""
    for certificate in certificates:
        _enter_into_ledger(certificate, run)
    stored.rebuild([certificate.person for certificate in certificates])
    for certificate in certificates:
        _tell_issued(certificate)


def _enter_into_ledger(certificate: Certificate, run: CourseRun) -> None:
    enter_own_training(
        person=certificate.person,
        key=f"certificate:{certificate.pk}",
        started_on=certificate.started_on,
        ended_on=certificate.ended_on,
        title=certificate.title_ky,
        provider="ОшТУ",
        country="Кыргызстан",
        form=certificate.form,
        mode=run.mode,
        level=run.programme.level,
        hours=certificate.hours,
        document_kind="сертификат",
        document_number=certificate.full_number,
        document_on=certificate.issued_on,
    )


def _tell_issued(certificate: Certificate) -> None:
    language = certificate.person.language
    state = CycleState.objects.filter(person_id=certificate.person_id).first()
    facts = {
        "title": text_in(certificate, "title", language),
        "number": certificate.full_number,
        "hours": certificate.hours,
        "url": reverse("certificate_detail", args=[certificate.pk]),
        "due": long_date(state.due_on, language) if state and state.due_on else "–",
    }
    notify(certificate.person, key=f"certificate:{certificate.pk}", template="certificate_issued", facts=facts)


history.name_acts(
    {
        "draft_order": gettext_lazy("order drafted"),
        "edit_order": gettext_lazy("text of the order changed"),
        "send_order": gettext_lazy("sent for endorsement"),
        "redraft_order": gettext_lazy("order drafted anew"),
        "return_order": gettext_lazy("returned to the drafter: the participants have changed"),
        "take_back_order": gettext_lazy("taken back for changes"),
        "annul_order": gettext_lazy("order annulled"),
        "endorse_order": gettext_lazy("order endorsed"),
        "object_to_order": gettext_lazy("objection to the order"),
        "record_signature": gettext_lazy("rector's signature recorded"),
        "execute_order": gettext_lazy("order executed"),
    }
)
