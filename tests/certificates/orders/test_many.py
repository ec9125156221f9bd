"""An order of hundreds is carried out in a few dozen statements, and does for each what it does for one. Clauses 1.3, 5.7, 6.1."""

import datetime as dt
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certificates.models import AttestationResult, Certificate, Order, RegisterLine
from certificates.orders import transitions
from courses.models import CourseRun
from enrollment.models import Application
from finance.models import Due
from ostu_qualification.core.models import User, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from staff.models import CycleState, Letter, Person, TrainingRecord
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def people(count):
    """As many people at once."""
    made = [
        Person(family_name=f"Асанов{number:03}", given_name="Эмил", email=f"a{number}@example.org")
        for number in range(count)
    ]
    return Person.objects.bulk_create(made)


def applications(run, count, state):
    """As many applications at once."""
    return Application.objects.bulk_create(
        Application(run=run, person=person, state=state, motivation="Окуу", submitted_at=timezone.now())
        for person in people(count)
    )


def signed(order):
    """The order as signed, still to be carried out."""
    Order.objects.filter(pk=order.pk).update(state="signed", number="1", signed_on=today(), signed_by="А. А. Ректоров")
    return Order.objects.get(pk=order.pk)


def enrolment(run, count, officer):
    """A signed order that enrols as many; half as many wait in vain."""
    CourseRun.objects.filter(pk=run.pk).update(capacity=count)
    run.refresh_from_db()
    applications(run, count, "confirmed")
    order = signed(transitions.draft_enrolment_order(run, by=officer.user))
    Application.objects.bulk_create(
        Application(run=run, person=person, state="waitlisted", motivation="Окуу", submitted_at=timezone.now())
        for person in PersonFactory.create_batch(count // 2)
    )
    return order


def issue(closed_attestation, count, officer):
    """A signed order of as many certificates, and one who may resit."""
    attestation = closed_attestation(30)
    AttestationResult.objects.bulk_create(
        AttestationResult(attestation=attestation, application=each, first_points=80, outcome="passed")
        for each in applications(attestation.run, count, "enrolled")
    )
    order = transitions.draft_certificate_order(attestation, by=officer.user)
    return signed(order)


def statements(act):
    """How many statements an act makes; one insert that SQLite takes in portions is one."""
    with CaptureQueriesContext(connection) as made:
        act()
    heads = [each["sql"].split("(")[0] for each in made if "SAVEPOINT" not in each["sql"]]
    return sum(not head.upper().startswith("INSERT") or head != last for head, last in pairwise([*heads, ""]))


@pytest.mark.clause("6.1")
def test_an_order_enrols_three_hundred_in_thirty_statements(selected_run, cholpon):
    order = enrolment(selected_run, 300, cholpon)

    count = statements(lambda: transitions.execute_order(order, by=cholpon.user))

    assert Application.objects.filter(state="enrolled").count() == Letter.objects.count() == Due.objects.count() == 300
    assert Application.objects.filter(state="not_selected").count() == 150
    assert count <= 30


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("size", [3, 300])
def test_an_order_issues_three_hundred_certificates_in_as_many_statements_as_three(
    closed_attestation, cholpon, monkeypatch, size
):
    order = issue(closed_attestation, size, cholpon)
    monkeypatch.setattr("certificates.issuing.actions.certificate_pdf", lambda text: text.name.encode())

    count = statements(lambda: transitions.execute_order(order, by=cholpon.user))

    assert Certificate.objects.count() == RegisterLine.objects.count() == TrainingRecord.objects.count() == size
    assert count <= 52


def told(record):
    """The acts of a record's history with who did them, the newest first."""
    return [((line.additional_data or {}).get("act"), line.actor_id) for line in history_of(record)]


@pytest.mark.clause("6.1")
def test_each_of_many_is_enrolled_as_one_alone_is(selected_run, cholpon):
    order = enrolment(selected_run, 3, cholpon)
    transitions.execute_order(order, by=cholpon.user)

    for application in Application.objects.filter(state="enrolled").select_related("person"):
        assert told(application) == [("enrol", cholpon.user.pk)]
        letter = Letter.objects.get(key=f"enrolled:{application.pk}")
        assert (letter.person, letter.template, letter.address) == (
            application.person,
            "enrolled",
            application.person.email,
        )
        assert application.person.given_name in letter.body
        assert Due.objects.filter(application=application).count() == 1
    (left,) = Application.objects.filter(state="not_selected")
    assert told(left)[0] == ("close_without_place", cholpon.user.pk)


@pytest.mark.clause("1.3", "5.7")
def test_each_of_many_gets_certificate_line_due_date_and_letter_as_one_alone_does(closed_attestation, cholpon):
    order = issue(closed_attestation, 3, cholpon)
    transitions.execute_order(order, by=cholpon.user)

    certificates = list(Certificate.objects.order_by("number"))
    assert [each.number for each in certificates] == [1, 2, 3]
    assert [each.name for each in certificates] == sorted(each.name for each in certificates)
    for each in certificates:
        assert told(each.application)[0] == ("complete_course", cholpon.user.pk)
        line = TrainingRecord.objects.get(key=f"certificate:{each.pk}")
        assert (line.person, line.state, line.source) == (each.person, "recognised", "own")
        assert (line.document_number, line.hours, line.ended_on) == (each.full_number, each.hours, each.ended_on)
        assert told(line) == [("enter_own_training", cholpon.user.pk)]
        letter = Letter.objects.get(key=f"certificate:{each.pk}")
        assert each.full_number in letter.subject
        state = CycleState.objects.get(person=each.person)
        assert state.hours_counted == (each.hours if each.ended_on <= today() else 0)
    (failed,) = Application.objects.filter(state="failed")
    assert told(failed)[0] == ("fail_course", cholpon.user.pk)


@pytest.mark.clause("5.7")
def test_an_order_that_cannot_be_carried_out_for_one_does_nothing_for_anybody(closed_attestation, cholpon):
    order = issue(closed_attestation, 3, cholpon)
    Person.objects.filter(family_name="Асанов001").update(family_name="李")

    with pytest.raises(Exception, match="李"):
        transitions.execute_order(order, by=SYSTEM)

    order.refresh_from_db()
    assert order.state == "signed"
    assert set(Application.objects.filter(run=order.run).values_list("state", flat=True)) == {"enrolled"}
    assert not Certificate.objects.exists()
    assert not TrainingRecord.objects.exists()
    assert not Letter.objects.exists()
    assert User.objects.exists()
    assert order.signed_on <= today() + dt.timedelta(days=1)
