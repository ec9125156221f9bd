"""The schedule after a machine that slept and a clock that jumped."""

import datetime as dt
import pickle

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache

from ostu_qualification.core.management.commands import run_jobs
from ostu_qualification.core.workflow.schedule import Crontab

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
NIGHT = Crontab(hour="2", minute="10")


@pytest.mark.parametrize(
    ("last", "is_due"),
    [
        (NOW - HOUR, False),
        (NOW - 24 * HOUR, True),
        (NOW - 7 * 24 * HOUR, True),
        (NOW + 4 * 365 * 24 * HOUR, True),
        (NOW + HOUR, True),
        (NOW + dt.timedelta(seconds=2), False),
    ],
    ids=["last night", "yesterday", "a week ago", "years ahead", "an hour ahead", "a breath ahead"],
)
def test_a_missed_night_is_due_and_a_last_run_to_come_too(last, is_due):
    with time_machine.travel(NOW, tick=False):
        found = NIGHT.is_due(last)

    assert found.is_due == is_due
    assert 0 < found.next <= 24 * 3600


def test_every_job_has_a_clock_that_survives_a_jump_and_the_file_of_beat():
    schedules = [entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    assert {type(schedule) for schedule in schedules} == {Crontab}
    assert pickle.loads(pickle.dumps(schedules)) == schedules  # noqa: S301 - our own words


def test_jobs_of_the_night_run_once_after_the_start_and_not_again(db):
    cache.clear()
    ran: list[str] = []
    command = run_jobs.Command()
    command.run = ran.append
    with time_machine.travel(NOW, tick=False):
        last = dict.fromkeys(settings.CELERY_BEAT_SCHEDULE, NOW - run_jobs.A_DAY)
        command.run_due(last)
        command.run_due(last)

    assert ran == [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
