"""Orders: drafted from facts, endorsed by the offices, executed once by the recorded signature. Clauses 5.4, 5.7, 6.1."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from certificates.models import Attestation, Certificate, Order
from certificates.orders import transitions
from enrollment.models import Application
from finance.models import Due
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.steps import WrongState
from tests.certificates.conftest import scan
from tests.factories import ApplicationFactory

SIGNATURE = {"number": "09-04/512", "signed_by": "А. А. Ректоров"}


def sign(order, officer, **changes):
    facts = {"signed_on": today(), "scan": scan(), **SIGNATURE, **changes}
    return transitions.record_signature(order, by=officer.user, **facts)


@pytest.mark.clause("5.4")
def test_draft_enrolment_order_waits_for_open_offers(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    ApplicationFactory(run=selected_run, state="allocated")

    with pytest.raises(ValidationError):
        transitions.draft_enrolment_order(selected_run, by=cholpon.user)

    assert not Order.objects.exists()


@pytest.mark.clause("6.1")
def test_draft_enrolment_order_needs_someone_who_confirmed(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="waitlisted")

    with pytest.raises(ValidationError):
        transitions.draft_enrolment_order(selected_run, by=cholpon.user)


@pytest.mark.clause("6.1")
def test_draft_enrolment_order_is_for_officers(selected_run, aigul):
    ApplicationFactory(run=selected_run, state="confirmed")

    with pytest.raises(PermissionDenied):
        transitions.draft_enrolment_order(selected_run, by=aigul.user)


@pytest.mark.clause("5.7")
def test_draft_certificate_order_refuses_a_second_one_until_the_first_is_annulled(closed_attestation, cholpon):
    attestation = closed_attestation(80)
    first = transitions.draft_certificate_order(attestation, by=cholpon.user)

    with pytest.raises(ValidationError, match="сертификат"):
        transitions.draft_certificate_order(attestation, by=cholpon.user)
    transitions.annul_order(first, by=cholpon.user, reason="Ката")
    second = transitions.draft_certificate_order(attestation, by=cholpon.user)

    assert list(Order.objects.order_by("pk").values_list("pk", "state")) == [
        (first.pk, "annulled"),
        (second.pk, "draft"),
    ]


@pytest.mark.clause("6.1")
def test_draft_enrolment_order_refuses_a_second_one(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    transitions.draft_enrolment_order(selected_run, by=cholpon.user)

    with pytest.raises(ValidationError, match="кабыл алуу"):
        transitions.draft_enrolment_order(selected_run, by=cholpon.user)

    assert Order.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_four_drafts_at_once_make_one_order(closed_attestation, cholpon):
    attestation = closed_attestation(80)
    refusals: list[ValidationError] = []
    start = threading.Barrier(4)

    def act() -> None:
        try:
            mine = Attestation.objects.get(pk=attestation.pk)
            start.wait(timeout=10)
            transitions.draft_certificate_order(mine, by=cholpon.user)
        except ValidationError as refused:
            refusals.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert Order.objects.count() == 1
    assert len(refusals) == 3


def test_record_signature_refuses_a_day_to_come(certificate_order, cholpon):
    with pytest.raises(ValidationError) as refused:
        sign(certificate_order(80), cholpon, signed_on=today() + dt.timedelta(days=1))

    assert list(refused.value.message_dict) == ["signed_on"]


def test_record_signature_refuses_a_number_twice_on_a_day(certificate_order, cholpon):
    sign(certificate_order(80), cholpon)

    with pytest.raises(ValidationError) as refused:
        sign(certificate_order(70), cholpon)

    assert list(refused.value.message_dict) == ["number"]
    assert Certificate.objects.count() == 1


def test_record_signature_asks_for_the_scan_and_keeps_it(certificate_order, cholpon, log_in):
    order = certificate_order(80)
    facts = {"number": "09-04/512", "signed_on": f"{today():%d.%m.%Y}", "signed_by": "А. А. Ректоров"}
    address, client = reverse("record_signature", args=[order.pk]), log_in(cholpon)

    without = client.post(address, facts)
    with_scan = client.post(address, {**facts, "scan": scan()})

    assert (without.status_code, list(without.context["form"].errors)) == (422, ["scan"])
    assert with_scan.status_code == 302
    order.refresh_from_db()
    assert (order.state, order.number, order.signed_by) == ("executed", "09-04/512", "А. А. Ректоров")
    with order.scan.open() as kept:
        assert kept.read() == scan().read()


@pytest.mark.clause("5.7")
def test_record_signature_executes_once(certificate_order, cholpon):
    order = certificate_order(80, 90)
    stale = Order.objects.get(pk=order.pk)
    sign(order, cholpon)

    with pytest.raises(WrongState):
        sign(stale, cholpon)

    assert order.state == "executed"
    assert Certificate.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_execute_once(certificate_order, cholpon, on_postgres):
    if not on_postgres:
        pytest.skip("Only PostgreSQL lets two write at once.")
    order = certificate_order(80, 90)
    refusals: list[WrongState] = []
    start = threading.Barrier(2)

    def act() -> None:
        try:
            mine = Order.objects.get(pk=order.pk)
            start.wait(timeout=10)
            sign(mine, cholpon)
        except WrongState as refused:
            refusals.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(refusals) == 1
    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.clause("6.1", "7.3")
def test_a_course_runs_from_its_first_day_and_not_from_the_signature(selected_run, cholpon, endorse):
    selected_run.starts_on = selected_run.apply_until = today()
    selected_run.save(update_fields=["starts_on", "apply_until"])
    ApplicationFactory(run=selected_run, state="confirmed")
    order = endorse(transitions.draft_enrolment_order(selected_run, by=cholpon.user), cholpon)

    sign(order, cholpon)

    selected_run.refresh_from_db()
    assert selected_run.state == "running"


@pytest.mark.clause("6.1", "7.3")
def test_a_signed_enrolment_order_enrols_and_charges_and_lets_the_run_wait_for_its_first_day(
    selected_run, cholpon, endorse
):
    confirmed = ApplicationFactory(run=selected_run, state="confirmed")
    waiting = ApplicationFactory(run=selected_run, state="waitlisted")
    selected_run.programme.price_own = selected_run.programme.price_outside = 500
    selected_run.programme.save(update_fields=["price_own", "price_outside"])
    order = endorse(transitions.draft_enrolment_order(selected_run, by=cholpon.user), cholpon)

    sign(order, cholpon)

    states = dict(Application.objects.values_list("pk", "state"))
    assert states == {confirmed.pk: "enrolled", waiting.pk: "not_selected"}
    assert list(Due.objects.values_list("application", "amount")) == [(confirmed.pk, 500)]
    selected_run.refresh_from_db()
    assert selected_run.state == "selected"
    assert selected_run.selection.state == "ordered"
