"""What the system does by itself once its moment has come."""

import datetime as dt
import logging

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import no
from ostu_qualification.core.workflow import timers
from ostu_qualification.core.workflow.due import after_day, at_moment, on_day
from ostu_qualification.core.workflow.steps import step
from ostu_qualification.core.workflow.tasks import run_due
from staff.models import TrainingRecord
from tests.factories import TrainingRecordFactory

pytestmark = pytest.mark.django_db
OSH = dt.timezone(dt.timedelta(hours=6))


@pytest.fixture
def forget(no_acts):
    """A step that is due after the day of the training's end, alone in the table."""

    @step(
        TrainingRecord,
        sources=["claimed"],
        target="refused",
        permission=lambda user, record: no("By itself."),
        due=after_day("ended_on", reason="Мөөнөтү өттү"),
    )
    def forget_claim(record, *, by, reason):
        """Refuse a claim that nobody took up."""
        if record.title == "Broken":
            raise RuntimeError(record.title)
        record.reason = reason

    return forget_claim


def states(*records):
    """The states in the database."""
    return [TrainingRecord.objects.get(pk=each.pk).state for each in records]


def test_what_is_due_happens_once_with_its_arguments_and_nothing_before(forget):
    due = TrainingRecordFactory(state="claimed", ended_on=dt.date(2026, 11, 25))
    last_day = TrainingRecordFactory(state="claimed", ended_on=dt.date(2026, 11, 26))

    with time_machine.travel(dt.datetime(2026, 11, 26, 23, 59, tzinfo=OSH), tick=False):
        assert timers.run_due() == {"forget_claim": 1}
        assert timers.run_due() == {}

    assert states(due, last_day) == ["refused", "claimed"]
    due.refresh_from_db()
    assert due.reason == "Мөөнөтү өттү"


def test_the_day_changes_in_osh_not_in_greenwich(forget):
    record = TrainingRecordFactory(state="claimed", ended_on=dt.date(2026, 11, 26))

    with time_machine.travel(dt.datetime(2026, 11, 27, 0, 1, tzinfo=OSH), tick=False):
        timers.run_due()

    assert states(record) == ["refused"]


def test_a_job_that_slept_skips_nothing(forget):
    records = [TrainingRecordFactory(state="claimed", ended_on=dt.date(2026, 11, day)) for day in (1, 8, 15)]

    with time_machine.travel(dt.datetime(2026, 12, 1, 12, tzinfo=OSH), tick=False):
        assert timers.run_due() == {"forget_claim": 3}

    assert states(*records) == ["refused"] * 3


def test_a_record_with_which_it_fails_is_named_without_its_data_and_the_others_go_on(forget, caplog):
    broken = TrainingRecordFactory(state="claimed", title="Broken", ended_on=dt.date(2020, 1, 1))
    whole = TrainingRecordFactory(state="claimed", ended_on=dt.date(2020, 1, 1))

    with caplog.at_level(logging.ERROR):
        assert timers.run_due() == {"forget_claim": 1}

    assert states(broken, whole) == ["claimed", "refused"]
    assert str(broken.pk) in caplog.text
    assert broken.person.family_name not in caplog.text


def test_the_moment_of_a_record_can_be_told_beforehand():
    record = TrainingRecordFactory(ended_on=dt.date(2026, 11, 26))
    noon = timezone.now()
    record.created_at = noon

    assert after_day("ended_on").moment(record) == dt.datetime(2026, 11, 27, 0, 0, tzinfo=OSH)
    assert on_day("ended_on").moment(record) == dt.datetime(2026, 11, 26, 0, 0, tzinfo=OSH)
    assert at_moment("created_at").moment(record) == noon
    record.ended_on = None
    assert on_day("ended_on").moment(record) is None
    assert today()


def test_the_schedule_takes_what_is_due_often(forget):
    TrainingRecordFactory(state="claimed", ended_on=today() - dt.timedelta(days=1))

    assert settings.CELERY_BEAT_SCHEDULE["do what is due"]["task"] == run_due.name
    assert run_due() == {"forget_claim": 1}
