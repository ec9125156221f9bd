"""Offices that are asked: at once or in turn, all or some, an objection, a record that comes back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ostu_qualification.core.approvals import queries
from ostu_qualification.core.approvals.models import Approval, ApprovalRoute
from ostu_qualification.core.approvals.transitions import (
    ask_offices,
    end_round,
    endorse_approval,
    object_to_approval,
)
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from tests.factories import PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db
State = Approval.State


def states(record):
    return [each.state for each in queries.asked_about(record)]


def test_offices_are_asked_all_at_once_and_have_the_days_of_the_route(route):
    route("vice_rector", "hr_officer", days=5)
    record = TrainingRecordFactory()

    asked = ask_offices(record, "claim")

    assert [(each.office, each.state) for each in queries.asked_about(record)] == [
        ("vice_rector", "waiting"),
        ("hr_officer", "waiting"),
    ]
    assert asked[0].due_on == today() + dt.timedelta(days=5)


def test_the_next_office_is_asked_when_the_one_before_has_endorsed(route, told, office):
    route("vice_rector", "hr_officer", way=ApprovalRoute.Way.IN_TURN)
    record = TrainingRecordFactory()
    first, second = ask_offices(record, "claim")

    before = states(record)
    endorse_approval(first, by=office("vice_rector"))
    between = states(record)
    endorse_approval(second, by=office("hr_officer"))

    assert (before, between, states(record)) == (
        ["waiting", "ahead"],
        ["endorsed", "waiting"],
        ["endorsed", "endorsed"],
    )
    assert told == ["endorsed"]


def test_nobody_answers_before_their_turn(route, office):
    route("vice_rector", "hr_officer", way=ApprovalRoute.Way.IN_TURN)
    _first, second = ask_offices(TrainingRecordFactory(), "claim")

    with pytest.raises(WrongState):
        endorse_approval(second, by=office("hr_officer"))


def test_two_of_three_are_enough_where_the_route_says_so(route, told, office):
    route("vice_rector", "hr_officer", "finance_officer", needed=2)
    record = TrainingRecordFactory()
    first, second, _third = ask_offices(record, "claim")

    endorse_approval(first, by=office("vice_rector"))
    assert told == []
    endorse_approval(second, by=office("hr_officer"))

    assert told == ["endorsed"]
    assert states(record) == ["endorsed", "endorsed", "void"]


def test_an_objection_ends_the_round_and_says_why(route, told, office):
    route("vice_rector", "hr_officer")
    record = TrainingRecordFactory()
    first, second = ask_offices(record, "claim")
    endorse_approval(second, by=office("hr_officer"))

    object_to_approval(first, by=office("vice_rector"), reason="Күндөрү дал келбейт")

    assert states(record) == ["objected", "endorsed"]
    assert len(told) == 1
    assert told[0].endswith("Күндөрү дал келбейт")
    assert not queries.is_endorsed(queries.last_round(record))


def test_a_new_round_asks_everyone_again_and_keeps_the_old_answers(route, office):
    route("vice_rector")
    record = TrainingRecordFactory()
    object_to_approval(ask_offices(record, "claim")[0], by=office("vice_rector"), reason="Жок")

    ask_offices(record, "claim")

    assert [(each.turn, each.state) for each in queries.asked_about(record)] == [(1, "objected"), (2, "waiting")]
    assert [each.turn for each in queries.last_round(record)] == [2]


def test_what_is_taken_back_waits_for_nobody(route, office):
    route("vice_rector", "hr_officer")
    record = TrainingRecordFactory()
    first, _second = ask_offices(record, "claim")
    user = office("vice_rector")

    end_round(record)

    assert states(record) == ["void", "void"]
    assert list(queries.waiting_for(user)) == []
    with pytest.raises(WrongState):
        endorse_approval(first, by=user)


def test_only_the_office_that_is_asked_answers(route, office):
    route("vice_rector")
    (asked,) = ask_offices(TrainingRecordFactory(), "claim")

    with pytest.raises(PermissionDenied, match="Суралган кызмат гана"):
        endorse_approval(asked, by=office("hr_officer"))


def test_nobody_endorses_what_they_drafted(route):
    route("vice_rector")
    drafter = PersonFactory(roles=["vice_rector"])
    (asked,) = ask_offices(TrainingRecordFactory(person=drafter), "claim")

    with pytest.raises(PermissionDenied, match="өзү макулдашпайт"):
        endorse_approval(asked, by=drafter.user)


def test_an_answer_stands_in_the_history_of_the_record(route, office):
    route("vice_rector")
    record = TrainingRecordFactory()
    (asked,) = ask_offices(record, "claim")
    user = office("vice_rector")

    endorse_approval(asked, by=user, remark="Макул")

    line = history_of(record)[0]
    assert (line.additional_data["act"], line.actor_id) == ("answer_approval", user.pk)
    assert line.additional_data["reason"].endswith("Макул")


def test_the_route_of_the_day_is_taken_and_a_running_round_keeps_its_own(route):
    route("hr_officer", valid_from=today() - dt.timedelta(days=10))
    record = TrainingRecordFactory()
    ask_offices(record, "claim")

    route("vice_rector", valid_from=today())
    other = TrainingRecordFactory()
    ask_offices(other, "claim")

    assert [each.office for each in queries.asked_about(record)] == ["hr_officer"]
    assert [each.office for each in queries.asked_about(other)] == ["vice_rector"]


def test_without_a_route_nothing_is_sent_round(told):
    record = TrainingRecordFactory()

    with pytest.raises(ValidationError, match="тартиби бекитилген эмес"):
        ask_offices(record, "claim")

    assert states(record) == []
