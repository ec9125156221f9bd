"""What waits for the officer around orders: to be drafted, to be sent. What comes after is tried with the visas. Clauses 5.4, 6.1."""

import datetime as dt

import pytest
from django.urls import reverse

from certificates.orders import transitions
from enrollment.models import SelectionList
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import tasks_for
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("6.1")]


def urls(person) -> list[str]:
    """Where the lines of someone lead."""
    return [task.url for task in tasks_for(person.user)]


@pytest.mark.parametrize("states", [[], ["allocated"], ["confirmed", "allocated"], ["declined", "waitlisted"]])
def test_an_order_that_cannot_be_drafted_yet_is_no_work(cholpon, states):
    run = RunFactory(state="selected")
    for state in states:
        ApplicationFactory(run=run, state=state)

    assert urls(cholpon) == []


def test_a_list_whose_people_have_confirmed_waits_for_its_order_then_the_draft_for_being_sent(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    (to_draft,) = tasks_for(cholpon.user)
    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)
    (to_send,) = tasks_for(cholpon.user)
    transitions.send_order(order, by=cholpon.user)

    assert (to_draft.url, to_draft.since) == (reverse("draft_enrolment_order", args=[selected_run.pk]), today())
    assert (to_send.url, to_send.since) == (reverse("order_detail", args=[order.pk]), today())
    assert urls(cholpon) == []


def test_nothing_of_it_waits_for_others(selected_run):
    ApplicationFactory(run=selected_run, state="confirmed")

    assert [urls(PersonFactory(roles=[role])) for role in ("rector", "hr_officer", "auditor")] == [[], [], []]


def test_nothing_waits_since_a_day_to_come(selected_run, cholpon):
    ApplicationFactory(run=selected_run, state="confirmed")
    SelectionList.objects.update(approved_on=today() + dt.timedelta(days=1))

    assert [task.since for task in tasks_for(cholpon.user)] == [None]
