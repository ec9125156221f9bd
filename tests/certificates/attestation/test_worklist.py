"""What waits for the officer and the committee around an attestation. Clauses 5.7, 7.5.3."""

import datetime as dt

import pytest
from django.urls import reverse

from certificates.models import Attestation, AttestationResult
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import tasks_for
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

pytestmark = pytest.mark.django_db


def urls(person) -> list[str]:
    """Where the lines of someone lead."""
    return [task.url for task in tasks_for(person.user)]


@pytest.fixture
def attestation():
    """An open attestation of one, who has no result yet."""
    run = RunFactory(state="attestation")
    made = Attestation.objects.create(
        run=run,
        form="test",
        held_on=today(),
        protocol_number="1",
        pass_points=60,
        chair=PersonFactory(),
        secretary=PersonFactory(),
    )
    AttestationResult.objects.create(attestation=made, application=ApplicationFactory(run=run, state="enrolled"))
    return made


@pytest.mark.clause("5.7")
def test_a_committee_is_asked_for_from_the_last_day_of_the_course_on(cholpon, aigul):
    over = RunFactory(state="running", over=True)
    RunFactory(state="running", over=True, ends_on=today() + dt.timedelta(days=1))

    (task,) = tasks_for(cholpon.user)

    assert (task.url, task.count, task.since) == (reverse("run_detail", args=[over.pk]), 1, over.ends_on)
    assert urls(aigul) == []


@pytest.mark.clause("7.5.3")
def test_results_wait_for_chair_and_secretary_and_closing_for_the_chair(attestation, cholpon):
    people = (attestation.chair, attestation.secretary, cholpon)
    enter, close = ([reverse(name, args=[attestation.pk])] for name in ("enter_results", "close_attestation"))

    without = [urls(person) for person in people]
    attestation.results.update(outcome="passed")
    complete = [urls(person) for person in people]
    Attestation.objects.update(held_on=today() + dt.timedelta(days=1))
    before_its_day = [urls(person) for person in people]

    assert without == [enter, enter, []]
    assert complete == [close, [], []]
    assert before_its_day == [[], [], []]


@pytest.mark.clause("5.7")
def test_a_closed_attestation_waits_for_its_order_when_somebody_has_passed(attestation, cholpon):
    Attestation.objects.update(state="closed")
    nobody = urls(cholpon)
    attestation.results.update(outcome="passed")

    assert nobody == []
    assert urls(cholpon) == [reverse("draft_certificate_order", args=[attestation.pk])]
    assert urls(attestation.chair) == []


def test_several_lead_to_the_list(attestation):
    other = RunFactory(state="attestation")
    second = Attestation.objects.create(
        run=other,
        form="test",
        held_on=today() - dt.timedelta(days=2),
        protocol_number="2",
        pass_points=60,
        chair=attestation.chair,
        secretary=PersonFactory(),
    )
    AttestationResult.objects.create(attestation=second, application=ApplicationFactory(run=other, state="enrolled"))

    (task,) = tasks_for(attestation.chair.user)

    assert (task.count, task.url, task.since) == (2, reverse("attestation_list"), second.held_on)
