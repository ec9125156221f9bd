"""Many records at once: what one by one would give, with a handful of statements."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.verdicts import YES, no
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import ACTS, WrongState, step
from staff.models import TrainingRecord
from tests.factories import PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db
COLUMNS = ("state", "reason", "title", "hours")


@pytest.fixture
def refuse():
    """A step that writes its reason, for the length of a test."""
    seen = []

    def permission(user, record):
        return no("Not yours.") if record.hours == 13 else YES

    @step(TrainingRecord, sources=["claimed"], target="refused", permission=permission)
    def refuse_for_test(record, *, by, reason):
        """Refuse with a reason."""
        if record.hours == 99:
            raise ValidationError("Too many hours.")
        record.reason = reason
        return lambda: seen.append(record.state)

    refuse_for_test.seen = seen
    yield refuse_for_test
    del ACTS["refuse_for_test"]


def claims(count, **fields):
    """Claims of one person."""
    person = PersonFactory()
    return [TrainingRecordFactory(person=person, state="claimed", **fields) for _ in range(count)]


def rows(records):
    """What the database has of the records."""
    return list(
        TrainingRecord.objects.filter(pk__in=[each.pk for each in records]).order_by("pk").values_list(*COLUMNS)
    )


def lines(record):
    """The history of a record without moments."""
    return [(each.additional_data, each.changes, each.actor_id) for each in history_of(record)]


def test_many_gives_what_one_by_one_gives(refuse):
    officer, together, apart = PersonFactory().user, claims(3), claims(3)

    done = refuse.many(together, by=officer, reason="Документ жок")
    for each in apart:
        refuse(each, by=officer, reason="Документ жок")

    assert rows(together) == rows(apart)
    assert [each.pk for each in done] == [each.pk for each in together]
    assert [each.state for each in done] == ["refused"] * 3
    assert lines(together[0])[0] == lines(apart[0])[0]
    assert len(lines(together[0])) == len(lines(apart[0])) == 2  # born, and refused
    assert refuse.seen == ["refused"] * 6


def test_many_refuses_all_when_one_is_in_a_wrong_state(refuse):
    records = claims(3)
    TrainingRecord.objects.filter(pk=records[1].pk).update(state="recognised")

    with pytest.raises(WrongState):
        refuse.many(records, by=SYSTEM, reason="Документ жок")

    assert [row[0] for row in rows(records)] == ["claimed", "recognised", "claimed"]


def test_many_refuses_all_when_the_permission_refuses_one(refuse):
    records = [*claims(2), *claims(1, hours=13)]

    with pytest.raises(PermissionDenied, match=r"Not yours\."):
        refuse.many(records, by=PersonFactory().user, reason="Документ жок")

    assert {row[0] for row in rows(records)} == {"claimed"}


def test_many_refuses_all_when_the_body_refuses_one(refuse):
    records = [*claims(2), *claims(1, hours=99)]

    with pytest.raises(ValidationError, match="Too many hours"):
        refuse.many(records, by=SYSTEM, reason="Документ жок")

    assert {row[0] for row in rows(records)} == {"claimed"}


def test_many_asks_the_database_no_more_for_a_hundred_than_for_three(refuse):
    counts = []
    for size in (3, 100):
        records = claims(size)
        refuse.many(claims(1), by=SYSTEM, reason="Документ жок")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            refuse.many(records, by=SYSTEM, reason="Документ жок")
        counts.append(len(queries))

    assert counts[0] <= 5
    assert counts[1] <= counts[0] + 2  # SQLite takes the lines of the history in portions


def test_many_uses_the_body_for_many_where_a_step_has_one(refuse):
    told = []

    @refuse.for_many
    def refuse_many_for_test(records, *, by, reason):
        for each in records:
            each.reason = reason.upper()
        return lambda: told.append(len(records))

    records = claims(4)
    refuse.many(records, by=SYSTEM, reason="жок")

    assert {row[1] for row in rows(records)} == {"ЖОК"}
    assert told == [4]
