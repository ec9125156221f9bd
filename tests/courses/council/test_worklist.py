"""What waits for office, council and vice-rector: each programme for one of them at a time. Clauses 1.6, 5.1."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from courses.council import transitions
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.waits import tasks_for
from tests.factories import PersonFactory, ProgrammeFactory, SyllabusTopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("1.6", "5.1")]
OFFICES = ("officer", "council_secretary", "vice_rector")
WAITING = [
    ("draft", "officer", "submit_programme"),
    ("returned", "officer", "submit_programme"),
    ("submitted", "council_secretary", "permit_programme"),
    ("permitted", "vice_rector", "approve_programme"),
]


def waiting_for(*offices):
    """The addresses of what waits for each office, for those that something waits for."""
    found = {each: [task.url for task in tasks_for(PersonFactory(roles=[each]).user)] for each in offices}
    return {office: urls for office, urls in found.items() if urls}


@pytest.mark.parametrize(("state", "office", "act"), WAITING)
def test_one_programme_waits_for_one_office_and_leads_to_its_act(state, office, act):
    programme = ProgrammeFactory(state=state)

    assert waiting_for(*OFFICES) == {office: [reverse(act, args=[programme.pk])]}


@pytest.mark.parametrize(("state", "office", "act"), WAITING)
def test_several_are_one_line_that_leads_to_all_of_them(state, office, act):
    ProgrammeFactory.create_batch(3, state=state)

    (task,) = tasks_for(PersonFactory(roles=[office]).user)

    assert (task.count, task.url) == (3, reverse(f"{act}s"))


@pytest.mark.parametrize("state", ["approved", "refused", "archived"])
def test_what_is_decided_waits_for_nobody(state):
    ProgrammeFactory(state=state)

    assert waiting_for(*OFFICES) == {}


def test_a_programme_waits_for_the_council_since_it_was_submitted_the_last_time():
    programme = ProgrammeFactory(state="draft", documents=True)
    SyllabusTopicFactory(programme=programme, hours=programme.hours)
    for day in (2, 9):
        with time_machine.travel(dt.datetime(2026, 11, day, 20, 30, tzinfo=dt.UTC), tick=False):  # the day after in Osh
            transitions.submit_programme(programme, by=SYSTEM)
            if day == 2:
                transitions.return_programme(programme, by=SYSTEM, reason="Сааттары туура келбейт")

    (task,) = tasks_for(PersonFactory(roles=["council_secretary"]).user)

    assert task.since == dt.date(2026, 11, 10)
