"""What a signed order does, for all whom it names at once. Clauses 1.3, 5.4, 5.7, 6.1."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.attestation import queries as attestation_queries
from certificates.attestation.models import AttestationResult
from certificates.issuing import actions as issuing
from certificates.issuing.models import Certificate
from courses.models import CourseRun
from courses.runs import transitions as course_steps
from enrollment.applications import queries as enrolment
from enrollment.applications import transitions as application_steps
from enrollment.models import Application
from enrollment.selection import transitions as selection_steps
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.words.dates import long_date, period
from ostu_qualification.core.words.languages import text_in
from staff.cycle import stored
from staff.ledger.actions import OwnTraining, enter_own_trainings
from staff.letters.writing import Notice, notify_many
from staff.models import CycleState

from .models import Order
from .signals import participants_enrolled


def enrol(order: Order, by: Who) -> None:
    """Enrol the participants, end the applications without a place, begin the run if its day has come. Clause 6.1."""
    run = order.run
    participants = list(enrolment.confirmed_of(run))  # exactly those on the order: the signature is refused otherwise
    if len(participants) > run.capacity:
        raise ValidationError(_("The order names more people than the run has places."))
    if order.selection is not None:
        selection_steps.order_selection(order.selection, by=by)
    application_steps.enrol.many(participants, by=by)
    notify_many(_told_enrolled(participants, order))
    left = application_steps.close_without_place.step.sources
    without_place = Application.objects.filter(run=run, state__in=left).order_by("pk")
    application_steps.close_without_place.many(without_place, by=by)
    selection_steps.start_if_due(run, by=by)
    participants_enrolled.send(sender=Order, order=order, applications=participants, by=by)


def _told_enrolled(participants: list[Application], order: Order) -> list[Notice]:
    run, signed_on = order.run, order.signed_on
    assert signed_on is not None
    facts: dict[str, dict[str, Any]] = {}
    for language in {each.person.language for each in participants}:
        facts[language] = {
            "title": text_in(run.programme, "title", language),
            "order_number": order.number,
            "order_date": long_date(signed_on, language),
            "period": period(run.starts_on, run.ends_on, language),
            "place_of_run": text_in(run, "place", language),
        }
    return [
        Notice(each.person, key=f"enrolled:{each.pk}", template="enrolled", facts=facts[each.person.language])
        for each in participants
    ]


def issue(order: Order, by: Who) -> None:
    """End the course for everyone, then issue the certificates with ledger, due dates and letters. Clauses 1.3, 5.7."""
    passed = _end_course(order, by)
    # late: from here on the register is locked
    certificates = issuing.issue_certificates(order, passed, order.run)
    enter_own_trainings([_training(each, order.run) for each in certificates], by=by)
    stored.rebuild([each.person for each in certificates])
    notify_many(_told_issued(certificates))


def _end_course(order: Order, by: Who) -> list[Application]:
    """Those who passed have completed the course, the others have not; the run is over. Returns the first, by name. Clause 5.7."""
    assert order.attestation is not None
    still = Application.State.ENROLLED
    results = [each for each in attestation_queries.results_of(order.attestation) if each.application.state == still]
    passed = [each.application for each in results if each.outcome == AttestationResult.Outcome.PASSED]
    others = [each.application for each in results if each.outcome != AttestationResult.Outcome.PASSED]
    application_steps.complete_course.many(passed, by=by)
    application_steps.fail_course.many(others, by=by)
    course_steps.complete_run(order.run, by=by)
    return passed


def _training(certificate: Certificate, run: CourseRun) -> OwnTraining:
    """The line of the ledger that a certificate brings. Clauses 1.3, 5.7."""
    return OwnTraining(
        person=certificate.person,
        key=f"certificate:{certificate.pk}",
        started_on=certificate.started_on,
        ended_on=certificate.ended_on,
        facts={
            "title": certificate.title_ky,
            "provider": "ОшТУ",
            "country": "Кыргызстан",
            "form": certificate.form,
            "mode": run.mode,
            "level": run.programme.level,
            "hours": certificate.hours,
            "document_kind": "сертификат",
            "document_number": certificate.full_number,
            "document_on": certificate.issued_on,
        },
    )


def _told_issued(certificates: list[Certificate]) -> list[Notice]:
    """To each the number, and until when the new training reaches. Clause 1.3."""
    people = [each.person_id for each in certificates]
    due = dict(CycleState.objects.filter(person__in=people).values_list("person", "due_on"))
    notices = []
    for each in certificates:
        language, due_on = each.person.language, due.get(each.person_id)
        facts = {
            "title": text_in(each, "title", language),
            "number": each.full_number,
            "hours": each.hours,
            "url": reverse("certificate_detail", args=[each.pk]),
            "due": long_date(due_on, language) if due_on else "–",
        }
        notices.append(Notice(each.person, key=f"certificate:{each.pk}", template="certificate_issued", facts=facts))
    return notices
