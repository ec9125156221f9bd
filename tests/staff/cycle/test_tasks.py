"""One bad record stops no job of the night: it is named without personal data and shown, and the others go on."""

import datetime as dt
import logging

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.words.calendar import add_months
from ostu_qualification.core.workflow.waits import tasks_for
from staff.cycle import checking, stored, tasks
from staff.cycle.policies import reckoning, transitions
from staff.letters import sending
from staff.models import CycleState, Letter
from tests.broken import break_ledger, mend_ledger
from tests.factories import (
    EmploymentFactory,
    LetterFactory,
    PauseFactory,
    PersonFactory,
    PolicyDraftFactory,
    TrainingRecordFactory,
    UnitFactory,
)


@pytest.fixture
def three(db):
    """Three teachers of one unit whose dates are five months away, reckoned."""
    unit = UnitFactory()
    people = [PersonFactory(family_name="Асанов") for _ in range(3)]
    for person in people:
        EmploymentFactory(person=person, unit=unit)
        TrainingRecordFactory(person=person, ended_on=add_months(today(), 5 - 36))
    stored.rebuild(people)
    return people


def _found():
    return {(each.person_id, each.kind) for each in checking.check_cycles()}


def _let_the_calendar_change(people):
    CycleState.objects.filter(person__in=people).update(stale_on=today(), hours_open=99)


def test_a_night_reckons_all_but_the_broken_record(three, caplog):
    _let_the_calendar_change(three)
    break_ledger(three[1])

    assert tasks.rebuild_cycles() == 2

    assert list(CycleState.objects.order_by("pk").values_list("hours_open", flat=True)) == [0, 99, 0]
    assert _found() == {(three[1].pk, "not_reckoned")}
    assert f"cycles: record {three[1].pk} is passed over" in caplog.text
    assert "Асанов" not in caplog.text


def test_a_broken_record_is_tried_again_each_night_until_it_is_mended(three):
    day = break_ledger(three[1])
    tasks.rebuild_every_cycle()
    assert tasks.rebuild_cycles() == 0

    mend_ledger(three[1], day)

    assert tasks.rebuild_cycles() == 1
    assert _found() == set()


@pytest.mark.clause("6.1")
def test_whoever_was_never_reckoned_gets_a_place_to_be_seen(three):
    CycleState.objects.filter(person=three[1]).delete()
    break_ledger(three[1])

    tasks.rebuild_cycles()

    state = CycleState.objects.get(person=three[1])
    assert (state.status, state.due_on) == ("not_tracked", None)
    assert _found() == {(three[1].pk, "not_reckoned")}


@pytest.mark.clause("6.1")
def test_human_resources_see_whom_the_night_passed_over(three, client):
    hr = PersonFactory(roles=["hr_officer"])
    break_ledger(three[1])
    tasks.rebuild_every_cycle()
    client.force_login(hr.user)

    page = client.get(reverse("person_list"), {"gap": "not_reckoned"})

    assert [row.pk for row in page.context["list"].page] == [three[1].pk]
    assert [task.count for task in tasks_for(hr.user) if task.url.endswith("gap=any")] == [1]


def test_reminders_are_written_for_all_but_the_broken_record(three, caplog):
    day = break_ledger(three[1])

    assert tasks.plan_reminders() == 2

    assert set(Letter.objects.values_list("person", flat=True)) == {three[0].pk, three[2].pk}
    assert (three[1].pk, "not_reminded") in _found()
    assert f"reminders: record {three[1].pk} is passed over" in caplog.text
    mend_ledger(three[1], day)
    assert tasks.plan_reminders() == 1
    assert _found() == set()


def test_namesakes_one_without_an_address_stand_in_one_digest(three):
    unit = three[0].employments.get().unit
    head = PersonFactory(heads=unit)
    three[0].email = None
    three[0].save()

    tasks.plan_digests()

    assert "Асанов Бектур Асанович" in Letter.objects.get(person=head).body


def test_digests_are_written_for_all_but_the_one_that_cannot_be(three, caplog):
    unit = three[0].employments.get().unit
    other = UnitFactory()
    EmploymentFactory(person=PersonFactory(), unit=other)
    stored.rebuild(person.employments.get().person for person in three)
    heads = [PersonFactory(heads=unit), PersonFactory(heads=other, language="xx")]
    stored.rebuild([employment.person for employment in other.employments.all()])

    assert tasks.plan_digests() == 1

    assert Letter.objects.get(kind="digest").person == heads[0]
    assert f"digests: record digest:{heads[1].pk}:" in caplog.text


@pytest.mark.parametrize("field", [{"subject": "Мөөнөт\nBcc: all@example.org"}, {"address": "a\nb@example.org"}])
def test_letters_go_out_but_the_one_that_cannot_be_written(db, caplog, field):
    before, broken, after = LetterFactory(), LetterFactory(**field), LetterFactory()

    with caplog.at_level(logging.WARNING):
        assert sending.send_due(today()) == 2

    broken.refresh_from_db()
    assert (broken.state, broken.problem) == ("failed", "unwritten")
    assert set(Letter.objects.filter(state="sent")) == {before, after}
    assert len(mail.outbox) == 2
    assert "@example.org" not in caplog.text


def test_the_effect_of_new_numbers_is_reckoned_without_the_broken_record(three):
    draft = PolicyDraftFactory(valid_from=today())
    break_ledger(three[1])

    transitions.reckon_draft(draft, by=SYSTEM)

    draft.refresh_from_db()
    assert (draft.state, sum(draft.counts["after"].values())) == ("reckoned", 2)
    assert reckoning.left_out(draft) == 1


@pytest.mark.parametrize("day", [dt.date.min, dt.date(9998, 12, 31), dt.date.max])
def test_dates_at_the_ends_of_the_calendar_are_reckoned(db, day):
    person = PersonFactory()
    EmploymentFactory(person=person, hired_on=dt.date.min)
    TrainingRecordFactory(person=person, ended_on=day)
    PauseFactory(person=person, started_on=dt.date(2020, 1, 1), ended_on=day if day.year > 1 else None)

    assert stored.rebuild([person]) == 1


def _at(day):
    return time_machine.travel(dt.datetime.combine(day, dt.time(6), dt.UTC), tick=False)


def _night():
    """What the schedule does each night."""
    tasks.rebuild_cycles()
    tasks.plan_reminders()


@pytest.mark.parametrize("years", [1, 4])
def test_after_a_clock_that_was_years_ahead_the_next_night_puts_all_right(three, years):
    with _at(add_months(today(), 12 * years)):
        _night()
        assert set(CycleState.objects.values_list("status", flat=True)) == {"overdue"}

    _night()

    assert set(CycleState.objects.values_list("status", flat=True)) <= {"due", "due_soon"}
    assert stored.differences() == []
    assert Letter.objects.filter(person=three[0], offset=6).count() == 1
    assert CycleState.objects.filter(remind_on__gt=add_months(today(), 3)).count() == 0
    assert CycleState.objects.filter(reckoned_on__gt=today()).count() == 0


@pytest.mark.parametrize("days", [7, 90, 400])
def test_nights_that_were_slept_through_are_made_up_for_by_one(three, days):
    _night()

    with _at(today() + dt.timedelta(days=days)):
        _night()

        assert stored.differences() == []
        assert not {kind for _key, kind in _found()} & {"not_reckoned", "not_reminded"}
        assert Letter.objects.filter(person=three[0]).count() <= 2


def test_a_night_after_a_night_changes_nothing(three):
    _night()
    before = list(CycleState.objects.values_list()), list(Letter.objects.values_list())

    _night()

    assert (list(CycleState.objects.values_list()), list(Letter.objects.values_list())) == before
