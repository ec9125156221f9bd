"""The worklist: one statement for all lines, the oldest first, a broken source left out."""

import datetime as dt
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.workflow import waits
from ostu_qualification.core.workflow.waits import Task, Waits
from staff.models import Person, TrainingRecord
from tests.factories import PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worklist(monkeypatch, no_acts):
    """An empty worklist."""
    monkeypatch.setattr(waits, "_lines", [])
    monkeypatch.setattr(waits._others, "answers", [])


def line(records, since="", page="training_detail", visible=lambda user: True):
    """A line about records."""
    return Waits(
        sentence=ngettext_lazy("See %(n)s record", "See %(n)s records", "n"),
        records=records,
        visible=visible,
        address=lambda: "/all/",
        since=since,
        page=page,
    )


def test_lines_are_counted_in_one_statement_with_the_day_of_the_oldest(worklist):
    first = TrainingRecordFactory(ended_on=dt.date(2024, 5, 1))
    TrainingRecordFactory(ended_on=dt.date(2024, 6, 1))
    TrainingRecord.objects.update(created_at=dt.datetime(2026, 11, 25, 20, 30, tzinfo=dt.UTC))
    waits.register(
        line(lambda user: TrainingRecord.objects.all(), "ended_on"),
        line(lambda user: TrainingRecord.objects.filter(pk=first.pk), "created_at"),
        line(lambda user: TrainingRecord.objects.none(), "ended_on"),
        line(lambda user: Person.objects.all(), page=""),
        line(lambda user: TrainingRecord.objects.all(), visible=lambda user: False),
    )

    with CaptureQueriesContext(connection) as queries:
        found = waits.tasks_for(None)

    assert [(each.count, each.since, each.url) for each in found] == [
        (2, dt.date(2024, 5, 1), "/all/"),
        (1, dt.date(2026, 11, 26), f"/ledger/{first.pk}/"),  # 02:30 of the 26th in Osh
        (2, None, "/all/"),
    ]
    assert len(queries) == 1


def test_a_source_that_breaks_is_left_out_and_named(worklist, caplog):
    PersonFactory()
    waits.register(line(lambda user: Person.objects.all(), page=""))

    @waits.register_tasks
    def broken(user):
        raise RuntimeError

    @waits.register_tasks
    def whole(user):
        return [Task("Do this", "/this/")]

    with caplog.at_level(logging.ERROR):
        found = waits.tasks_for(None)

    assert [each.url for each in found] == ["/this/", "/all/"]
    assert "broken" in caplog.text


def test_nothing_is_asked_for_someone_for_whom_nothing_can_wait(worklist, django_assert_num_queries):
    waits.register(line(lambda user: Person.objects.all(), visible=lambda user: False))

    with django_assert_num_queries(0):
        assert waits.tasks_for(None) == []
