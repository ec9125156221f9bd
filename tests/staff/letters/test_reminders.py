"""Who is reminded of which date, once. Clauses 1.3, 6.1."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.words.calendar import add_months
from staff.cycle import stored
from staff.cycle.tasks import rebuild_every_cycle
from staff.letters.reminders import offset_on, plan_reminders
from staff.letters.tasks import send_reminders
from staff.letters.transitions import claim_letters
from staff.models import CycleState, Letter, Pause
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory

OFFSETS = [12, 6, 3, 1, 0]
DUE = dt.date(2027, 5, 31)


@pytest.mark.clause("1.3", "6.1")
@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (dt.date(2026, 5, 30), None),
        (dt.date(2026, 5, 31), 12),
        (dt.date(2026, 11, 29), 12),
        (dt.date(2026, 11, 30), 6),
        (dt.date(2027, 2, 28), 3),
        (dt.date(2027, 4, 30), 1),
        (dt.date(2027, 5, 31), 0),
        (dt.date(2027, 6, 1), 0),
        (dt.date(2027, 6, 30), -1),
        (dt.date(2027, 7, 30), -1),
        (dt.date(2027, 7, 31), -2),
        (dt.date(2029, 5, 31), -24),
    ],
)
def test_offset_is_the_latest_that_has_come(day, offset):
    assert offset_on(DUE, OFFSETS, day) == offset


@pytest.fixture
def due_in_five_months(db):
    """A teacher whose date is five months away."""
    person = PersonFactory()
    EmploymentFactory(person=person)
    TrainingRecordFactory(person=person, ended_on=add_months(today(), 5 - 36), title="Онлайн тест")
    stored.rebuild([person])
    return person


@pytest.mark.clause("6.1")
def test_planning_twice_plans_one_letter(due_in_five_months):
    assert plan_reminders() == 1
    assert plan_reminders() == 0

    letter = Letter.objects.get()
    assert letter.offset == 6
    assert "Онлайн тест" not in letter.subject
    assert letter.body.startswith("Урматтуу")


@pytest.mark.clause("6.1")
def test_a_week_of_missed_nights_makes_one_letter(due_in_five_months):
    with time_machine.travel(dt.datetime.combine(today() + dt.timedelta(days=70), dt.time(6), dt.UTC), tick=False):
        assert plan_reminders() == 1

    assert Letter.objects.get().offset == 3


@pytest.mark.clause("1.3", "6.1")
def test_a_moved_date_cancels_the_letter_and_is_reminded_anew(due_in_five_months):
    plan_reminders()
    Pause.objects.create(
        person=due_in_five_months, reason="study", started_on=add_months(today(), -6), ended_on=add_months(today(), -3)
    )
    stored.rebuild([due_in_five_months])

    plan_reminders()

    assert sorted(Letter.objects.values_list("state", "offset")) == [("cancelled", 6), ("planned", 12)]


@pytest.mark.clause("1.3")
def test_voluntary_people_are_invited_once_at_six_months(db):
    person = PersonFactory(degree_level="candidate", degree_field="technical")
    EmploymentFactory(person=person)
    TrainingRecordFactory(person=person, ended_on=add_months(today(), 5 - 36))
    stored.rebuild([person])

    plan_reminders()

    assert Letter.objects.get().kind == "invitation"


@pytest.mark.clause("6.1")
def test_people_without_address_are_kept_for_telling_by_hand(due_in_five_months):
    due_in_five_months.email = None
    due_in_five_months.save()

    plan_reminders()
    send_reminders()

    assert Letter.objects.get().state == Letter.State.PLANNED
    assert mail.outbox == []


@pytest.mark.clause("6.1")
def test_sending_confirms_each_letter_and_sends_it_once(due_in_five_months):
    plan_reminders()

    assert send_reminders() == 1
    assert send_reminders() == 0

    assert len(mail.outbox) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].endswith("@example.org>")
    assert Letter.objects.get().state == Letter.State.SENT


@pytest.mark.clause("6.1")
def test_a_letter_is_dropped_when_training_was_recorded_meanwhile(due_in_five_months):
    plan_reminders()
    TrainingRecordFactory(person=due_in_five_months, ended_on=today())
    stored.rebuild([due_in_five_months])

    send_reminders()

    assert mail.outbox == []
    assert Letter.objects.get().state == Letter.State.CANCELLED


@pytest.mark.clause("6.1")
def test_a_lost_claim_is_taken_up_again_after_a_quarter_of_an_hour(due_in_five_months):
    plan_reminders()
    assert len(claim_letters(10, today())) == 1
    assert claim_letters(10, today()) == []

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=16)):
        assert len(claim_letters(10, today())) == 1


@pytest.mark.clause("6.1")
@pytest.mark.parametrize("first_night", [0, 3])
def test_the_letter_of_the_day_itself_is_one_and_the_next_comes_after_a_month(due_in_five_months, first_night):
    due_on = stored.cycle_of(due_in_five_months).due_on
    seen = []
    for days in range(first_night, 40):
        with time_machine.travel(dt.datetime.combine(due_on, dt.time(6), dt.UTC) + dt.timedelta(days=days), tick=False):
            stored.rebuild_stale()
            if plan_reminders():
                seen.append((days, Letter.objects.latest("pk").offset, Letter.objects.latest("pk").template))

    month = (add_months(due_on, 1) - due_on).days
    assert seen == [
        (first_night, 0, "overdue" if first_night else "reminder_1"),
        (month, -1, "overdue"),
    ]


@pytest.mark.clause("6.1")
def test_nobody_is_looked_at_again_before_the_day_comes(due_in_five_months):
    plan_reminders()

    state = CycleState.objects.get()
    assert state.remind_on == add_months(state.due_on, -3)
    assert stored.differences() == []


@pytest.mark.clause("6.1")
def test_whoever_changes_is_looked_at_the_same_night(due_in_five_months):
    plan_reminders()
    TrainingRecordFactory(person=due_in_five_months, ended_on=add_months(today(), 2 - 36))
    stored.rebuild([due_in_five_months])

    assert CycleState.objects.get().remind_on is None


@pytest.mark.clause("1.3", "6.1")
def test_new_offsets_hold_from_their_day_for_everyone(due_in_five_months):
    plan_reminders()
    first = CycleState.objects.get().remind_on
    begins = first - dt.timedelta(days=20)
    Policy.objects.create(valid_from=begins, reminder_offsets=[12, 6, 4, 3, 1, 0], note="Жаңы")
    rebuild_every_cycle()

    with time_machine.travel(dt.datetime.combine(begins, dt.time(6), dt.UTC), tick=False):
        stored.rebuild_stale()
        assert plan_reminders() == 1

    assert Letter.objects.latest("pk").offset == 4


def test_an_uneventful_night_takes_few_queries(db, django_assert_num_queries):
    for months in (2, 5, 8, 30, -3):
        person = PersonFactory()
        EmploymentFactory(person=person)
        TrainingRecordFactory(person=person, ended_on=add_months(today(), months - 36))
        stored.rebuild([person])
    plan_reminders()

    with django_assert_num_queries(4):
        assert plan_reminders() == 0
