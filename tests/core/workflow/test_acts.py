"""Acts that keep the state, acts that are not possible yet, and who acts."""

import pytest
from django.core.exceptions import PermissionDenied

from ostu_qualification.core.records import who
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.verdicts import YES, no, not_yet
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import ACTS, NotYet, act, acts_from, step
from staff.models import TrainingRecord
from tests.factories import PersonFactory, TrainingRecordFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared():
    """Takes back what a test declares."""
    before = set(ACTS)
    yield
    for name in set(ACTS) - before:
        del ACTS[name]


def may(user, record):
    """Anybody with a person may."""
    return YES if hasattr(user, "person") else no("Only people.")


def test_act_keeps_the_state_returns_what_it_made_and_leaves_a_line(declared):
    @act(TrainingRecord, sources=["claimed"], permission=may, label="Ask for the paper")
    def ask_for_paper(record, *, by, reason):
        """Ask for the paper."""
        return f"asked: {reason}"

    record, user = TrainingRecordFactory(state="claimed"), PersonFactory().user

    assert ask_for_paper(record, by=user, reason="Көчүрмөсү керек") == "asked: Көчүрмөсү керек"
    line = history_of(record).first()
    assert (line.additional_data["act"], line.additional_data["reason"]) == ("ask_for_paper", "Көчүрмөсү керек")
    assert line.changes == {}
    record.refresh_from_db()
    assert record.state == "claimed"


def test_act_that_is_not_possible_yet_says_why_before_and_when_it_is_tried(declared):
    def has_paper(record):
        return YES if record.document_number else not_yet("The paper is missing.")

    @step(TrainingRecord, sources=["claimed"], target="recognised", permission=may, possible=has_paper)
    def recognise_with_paper(record, *, by):
        """Recognise."""

    record, user = TrainingRecordFactory(state="claimed", document_number=""), PersonFactory().user
    verdict = recognise_with_paper.step.may(user, record)

    assert (bool(verdict), verdict.reason, verdict.is_shown) == (False, "The paper is missing.", True)
    assert recognise_with_paper.step.may(UserFactory(), record).is_shown is False
    with pytest.raises(NotYet, match="The paper is missing"):
        recognise_with_paper(record, by=SYSTEM)


def test_act_asks_the_permission_of_a_user_but_not_of_the_system(declared):
    @step(TrainingRecord, sources=["claimed"], target="recognised", permission=may)
    def recognise_for_test(record, *, by):
        """Recognise."""

    with pytest.raises(PermissionDenied, match=r"Only people\."):
        recognise_for_test(TrainingRecordFactory(state="claimed"), by=UserFactory())
    record = recognise_for_test(TrainingRecordFactory(state="claimed"), by=SYSTEM)

    assert record.state == "recognised"
    assert history_of(record).first().actor is None


def test_history_says_on_whose_behalf_a_deputy_acted(declared):
    lender = PersonFactory().user

    def as_deputy(user, record):
        who.note_lender(lender)
        return YES

    @step(TrainingRecord, sources=["claimed"], target="recognised", permission=as_deputy)
    def recognise_as_deputy(record, *, by):
        """Recognise."""
        assert who.lenders() == [lender]

    record, deputy = TrainingRecordFactory(state="claimed"), PersonFactory().user
    recognise_as_deputy(record, by=deputy)

    line = history_of(record).first()
    assert (line.actor, line.additional_data["on_behalf_of"]) == (deputy, [lender.pk])
    assert who.lenders() == []


def test_acts_from_a_record_are_those_of_its_state(declared):
    @act(TrainingRecord, sources=["claimed"], permission=may)
    def look_for_test(record, *, by):
        """Look."""

    assert look_for_test.step in acts_from(TrainingRecordFactory(state="claimed"))
    assert look_for_test.step not in acts_from(TrainingRecordFactory(state="recognised"))
