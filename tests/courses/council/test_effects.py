"""What is told before an act with a programme, in numbers, and what its page shows. Clauses 1.6, 5.1, 5.2."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from courses.council import effects, transitions
from courses.models import Protocol
from ostu_qualification.core.records.who import SYSTEM
from tests.factories import MaterialFactory, PersonFactory, ProgrammeFactory, RunFactory, SyllabusTopicFactory

pytestmark = pytest.mark.django_db
MEETING = {"number": "7", "held_on": dt.date(2026, 9, 10), "members_present": 7, "members_total": 9}


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in English."""
    with override("en"):
        yield


def told(lines):
    """Text and warning of each line."""
    return [(str(each.text), each.is_warning) for each in lines]


@pytest.mark.clause("1.6")
def test_before_it_is_submitted_the_documents_are_counted():
    programme = ProgrammeFactory(state="draft", documents=True)
    n = programme.materials.count()

    first, *_rest = effects.of_submitting(programme, None)

    assert (str(first.text), first.url) == (
        f"{n} documents go to the council.",
        reverse("programme_detail", args=[programme.pk]),
    )


@pytest.mark.clause("1.6")
def test_before_it_is_permitted_the_documents_to_be_frozen_are_counted():
    programme = ProgrammeFactory(state="submitted", protocol=None)
    MaterialFactory(programme=programme)

    assert told(effects.of_permitting(programme, None))[0] == ("1 document is frozen for good.", False)


@pytest.mark.clause("5.2")
def test_before_it_goes_to_the_archive_the_courses_under_way_and_those_that_end_are_told_apart():
    programme = ProgrammeFactory()
    for state in ("planned", "open", "running", "completed", "cancelled"):
        RunFactory(programme=programme, state=state, cancel_reason="Себеп")

    assert told(effects.of_archiving(programme, None))[1:] == [
        ("2 courses under way go on.", False),
        ("1 planned course can no longer be opened.", True),
    ]


@pytest.mark.clause("5.2")
def test_a_programme_without_courses_goes_to_the_archive_without_a_warning():
    assert [warns for _text, warns in told(effects.of_archiving(ProgrammeFactory(), None))] == [False]


@pytest.mark.clause("1.6")
def test_a_refusal_warns_that_nothing_more_comes_of_it():
    assert told(effects.of_refusing(ProgrammeFactory(), None))[0][1]


@pytest.mark.clause("1.6", "5.6b")
@pytest.mark.parametrize(("hours", "is_possible"), [(16, True), (15, False)])
def test_the_page_of_a_draft_says_why_it_cannot_be_submitted_yet(cholpon, log_in, hours, is_possible):
    programme = ProgrammeFactory(state="draft", documents=True)
    SyllabusTopicFactory(programme=programme, hours=hours)

    page = log_in(cholpon).get(reverse("programme_detail", args=[programme.pk])).content.decode()

    assert (reverse("submit_programme", args=[programme.pk]) in page) == is_possible
    assert ("15" in page and "16" in page) or is_possible
    assert bool(transitions.submit_programme.step.may(cholpon.user, programme)) == is_possible


@pytest.mark.clause("1.6")
def test_the_secretary_permits_one_programme_on_its_page_having_seen_its_documents(log_in):
    secretary = PersonFactory(roles=["council_secretary"])
    programme = ProgrammeFactory(state="submitted", protocol=None, documents=True)
    browser, address = log_in(secretary), reverse("permit_programme", args=[programme.pk])
    filled = {**MEETING, "held_on": "10.09.2026"}

    page = browser.get(address)
    refused = browser.post(address, {**filled, "members_present": 4})
    browser.post(address, filled)

    assert all(each.title in page.content.decode() for each in programme.materials.all())
    assert refused.status_code == 422
    programme.refresh_from_db()
    assert (programme.state, programme.protocol) == ("permitted", Protocol.objects.get())


@pytest.mark.clause("1.6")
def test_one_meeting_is_kept_once_and_never_with_two_counts_of_members():
    first, second, third = ProgrammeFactory.create_batch(3, state="submitted", protocol=None, documents=True)

    transitions.permit_programme(first, by=SYSTEM, **MEETING)
    transitions.permit_programme(second, by=SYSTEM, **MEETING)
    with pytest.raises(transitions.ValidationError, match="7 members present of 9"):
        transitions.permit_programme(third, by=SYSTEM, **{**MEETING, "members_present": 8})

    assert Protocol.objects.count() == 1
    third.refresh_from_db()
    assert third.state == "submitted"


def test_staff_see_a_published_programme_without_the_acts_of_the_offices(aigul, log_in):
    programme = ProgrammeFactory()

    page = log_in(aigul).get(reverse("programme_detail", args=[programme.pk])).content.decode()

    assert "act-bar" not in page
    assert "stages" not in page
