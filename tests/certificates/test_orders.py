"""Orders: drafted from facts, endorsed by the offices, executed once by the recorded signature. Clauses 5.4, 5.7, 6.1."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from certificates import actions, transitions
from certificates.models import Certificate, Order
from enrollment.models import Application
from finance.models import Due
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow import WrongState
from tests.factories import ApplicationFactory, PersonFactory

SIGNATURE = {"number": "09-04/512", "signed_by": "А. А. Ректоров"}


def sign(order, officer, **changes):
    return transitions.record_signature(order, by=officer.user, **{"signed_on": today(), **SIGNATURE, **changes})


@pytest.mark.clause("5.4")
def test_draft_enrolment_order_waits_for_open_offers(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    ApplicationFactory(run=selected_run, state="allocated")

    with pytest.raises(ValidationError):
        actions.draft_enrolment_order(selected_run, by=cholpon.user)

    assert not Order.objects.exists()


@pytest.mark.clause("6.1")
def test_draft_enrolment_order_needs_someone_who_confirmed(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="waitlisted")

    with pytest.raises(ValidationError):
        actions.draft_enrolment_order(selected_run, by=cholpon.user)


@pytest.mark.clause("6.1")
def test_draft_enrolment_order_is_for_officers(selected_run, aigul):
    ApplicationFactory(run=selected_run, state="confirmed")

    with pytest.raises(PermissionDenied):
        actions.draft_enrolment_order(selected_run, by=aigul.user)


@pytest.mark.clause("6.1")
def test_give_visa_refuses_another_office_and_the_drafter(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    drafter = PersonFactory(roles=["officer", "hr_officer"])
    order = actions.draft_enrolment_order(selected_run, by=drafter.user)
    transitions.send_order(order, by=drafter.user)
    visa = order.visas.get(role="hr_officer")

    for person in (drafter, cholpon, PersonFactory(roles=["finance_officer"])):
        with pytest.raises(PermissionDenied):
            actions.give_visa(visa, answer="endorsed", remark="", by=person.user)

    visa.refresh_from_db()
    assert visa.answer == ""


@pytest.mark.clause("6.1")
def test_take_back_order_asks_every_office_anew(selected_run, cholpon, endorse):
    ApplicationFactory(run=selected_run, state="confirmed")
    order = endorse(actions.draft_enrolment_order(selected_run, by=cholpon.user), cholpon)

    transitions.take_back_order(order, by=cholpon.user, reason="Тизме өзгөрдү")

    assert set(order.visas.values_list("answer", "person")) == {("", None)}


@pytest.mark.clause("5.7")
def test_edit_order_refuses_an_order_in_endorsement(certificate_order, cholpon):
    order = certificate_order(80)

    with pytest.raises(ValidationError):
        actions.edit_order(order, content={}, by=cholpon.user)


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("answer", ["", "objected"])
def test_record_signature_needs_all_visas(certificate_order, cholpon, answer):
    order = certificate_order(80)
    order.visas.filter(role="hr_officer").update(answer=answer)

    with pytest.raises(ValidationError):
        sign(order, cholpon)

    order.refresh_from_db()
    assert (order.state, order.number) == ("endorsement", "")


@pytest.mark.clause("5.7")
def test_record_signature_refuses_a_day_to_come(certificate_order, cholpon):
    with pytest.raises(ValidationError) as refused:
        sign(certificate_order(80), cholpon, signed_on=today() + dt.timedelta(days=1))

    assert list(refused.value.message_dict) == ["signed_on"]


@pytest.mark.clause("5.7")
def test_record_signature_refuses_a_number_twice_on_a_day(certificate_order, cholpon):
    sign(certificate_order(80), cholpon)

    with pytest.raises(ValidationError) as refused:
        sign(certificate_order(70), cholpon)

    assert list(refused.value.message_dict) == ["number"]
    assert Certificate.objects.count() == 1


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
@pytest.mark.clause("5.7")
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
def test_a_signed_enrolment_order_enrols_charges_and_begins_the_run(selected_run, cholpon, endorse):
    confirmed = ApplicationFactory(run=selected_run, state="confirmed")
    waiting = ApplicationFactory(run=selected_run, state="waitlisted")
    selected_run.programme.price_own = selected_run.programme.price_outside = 500
    selected_run.programme.save(update_fields=["price_own", "price_outside"])
    order = endorse(actions.draft_enrolment_order(selected_run, by=cholpon.user), cholpon)

    sign(order, cholpon)

    states = dict(Application.objects.values_list("pk", "state"))
    assert states == {confirmed.pk: "enrolled", waiting.pk: "not_selected"}
    assert list(Due.objects.values_list("application", "amount")) == [(confirmed.pk, 500)]
    selected_run.refresh_from_db()
    assert selected_run.state == "running"
    assert selected_run.selection.state == "ordered"
