"""Drafting an order: what has to be there before, what the page tells, where it leads. Clauses 5.4, 5.7, 6.1, 7.5.3."""

import pytest
from django.urls import reverse

from certificates.models import Order
from certificates.orders import effects, transitions
from courses.models import CourseRun
from ostu_qualification.core.workflow.steps import NotYet, WrongState
from tests.factories import ApplicationFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("6.1")]


def told(lines):
    """Text, address and warning of each effect."""
    return [(str(each.text), each.url.rpartition("?")[2], each.is_warning) for each in lines]


@pytest.mark.parametrize("state", ["planned", "open", "closed", "running", "attestation", "completed"])
def test_an_order_of_enrolment_waits_for_the_approved_list(cholpon, log_in, state):
    run = RunFactory(state=state)
    ApplicationFactory(run=run, state="confirmed")

    answer = log_in(cholpon).post(reverse("draft_enrolment_order", args=[run.pk]))

    assert answer.url == reverse("run_detail", args=[run.pk])
    with pytest.raises(WrongState):
        transitions.draft_enrolment_order(run, by=cholpon.user)
    assert not Order.objects.exists()


def test_a_run_without_an_approved_list_says_what_is_missing(cholpon, log_in):
    run = RunFactory(state="selected")
    ApplicationFactory(run=run, state="confirmed")

    answer = log_in(cholpon).get(reverse("draft_enrolment_order", args=[run.pk]))

    assert "бекитилген тизмеси азырынча жок" in answer.content.decode()
    with pytest.raises(NotYet):
        transitions.draft_enrolment_order(run, by=cholpon.user)


def test_drafting_leads_to_the_order(selected_run, cholpon, log_in):
    ApplicationFactory(run=selected_run, state="confirmed")

    answer = log_in(cholpon).post(reverse("draft_enrolment_order", args=[selected_run.pk]))

    assert answer.url == reverse("order_detail", args=[Order.objects.get().pk])


def test_the_page_tells_whom_it_names_who_is_left_and_what_the_papers_lack(selected_run):
    CourseRun.objects.filter(pk=selected_run.pk).update(place_ru="", capacity=5, minimum=3)
    selected_run.refresh_from_db()
    for state in ("confirmed", "confirmed", "waitlisted", "withdrawn"):
        ApplicationFactory(run=selected_run, state=state)

    lines = told(effects.of_drafting_enrolment(selected_run, None))

    assert lines[0] == ("Буйрукка 2 катышуучу киргизилген.", f"run={selected_run.pk}&state=confirmed", False)
    assert [is_warning for _text, _url, is_warning in lines] == [False, True, True, False]
    assert lines[3] == ("1 арыз орунсуз аяктайт.", f"run={selected_run.pk}&state=waitlisted", False)


def test_the_page_says_nothing_of_what_is_in_order(selected_run):
    CourseRun.objects.filter(pk=selected_run.pk).update(place_ru="Аудитория 3")
    selected_run.refresh_from_db()
    ApplicationFactory(run=selected_run, state="confirmed")

    assert len(effects.of_drafting_enrolment(selected_run, None)) == 1


@pytest.mark.clause("5.7", "7.5.3")
def test_certificates_are_not_ordered_for_nobody(closed_attestation, cholpon, log_in):
    attestation = closed_attestation(30, 20)
    address = reverse("draft_certificate_order", args=[attestation.pk])

    answer = log_in(cholpon).post(address)

    assert answer.status_code == 409
    assert "Аттестациядан эч ким өткөн жок: бериле турган сертификат жок." in answer.content.decode()
    assert not Order.objects.exists()


@pytest.mark.clause("5.7", "7.5.3")
def test_the_order_of_certificates_tells_how_many_and_who_may_resit(closed_attestation):
    attestation = closed_attestation(80, 90, 30)

    assert told(effects.of_drafting_certificates(attestation, None)) == [
        ("2 сертификат берилет.", "outcome=passed", False),
        ("1 киши кайра тапшыра алат.", reverse("attestation_detail", args=[attestation.pk]), False),
    ]


def test_annulling_tells_for_how_many_nothing_is_done(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)

    assert told(effects.of_annulling(order, None))[0][0] == "Андагы 1 киши боюнча эч нерсе аткарылбайт."


def test_redrafting_tells_what_has_changed_and_warns_that_the_text_is_lost(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)
    later = ApplicationFactory(run=selected_run, state="confirmed")

    changed, lost = told(effects.of_redrafting(order, None))

    assert later.person.full_name in changed[0]
    assert (changed[2], lost[2]) == (False, True)
