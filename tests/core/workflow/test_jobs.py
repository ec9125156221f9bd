"""Jobs are queued once the data are committed, never for data that were taken back."""

import pytest
from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, transaction

from ostu_qualification.core.workflow.jobs import after_commit, work_through
from staff.models import Person
from tests.factories import PersonFactory


@pytest.fixture
def job(request: pytest.FixtureRequest) -> str:
    """A name of its own for each test's job: Celery remembers names for ever."""
    return f"tests.{request.node.name}"


@pytest.fixture
def seen(job):
    """What a job of this test was called with."""
    calls: list[str] = []

    @current_app.task(name=job, shared=False)
    def note(word: str) -> None:
        if word == "fail":
            raise ValueError(word)
        calls.append(word)

    yield calls
    current_app.tasks.unregister(job)


@pytest.mark.django_db(transaction=True)
def test_after_commit_waits_for_the_commit(seen, job):
    with transaction.atomic():
        after_commit(job, "a")
        before = list(seen)

    assert (before, seen) == ([], ["a"])


@pytest.mark.django_db(transaction=True)
def test_after_commit_forgets_what_was_rolled_back(seen, job):
    with transaction.atomic():
        after_commit(job, "a")
        transaction.set_rollback(True)

    assert seen == []


@pytest.mark.django_db(transaction=True)
def test_a_failing_job_does_not_stop_the_next(seen, job):
    with transaction.atomic():
        after_commit(job, "fail")
        after_commit(job, "b")

    assert seen == ["b"]


def _settle(records):
    """Change the cast's names and stumble over whoever is called Bakyt."""
    for person in records:
        Person.objects.filter(pk=person.pk).update(title="docent")
        if person.given_name == "Бакыт":
            raise ValueError(f"{person.full_name} has a bad record")
    return [person.pk for person in records]


@pytest.mark.parametrize("place", [0, 3, 6])
def test_work_through_passes_over_one_bad_record_and_names_no_one(db, caplog, place):
    people = [PersonFactory(given_name="Бакыт" if number == place else "Айгүл") for number in range(7)]

    done, failed = work_through(people, _settle, job="settling")

    assert (done, failed) == ([each.pk for each in people if each != people[place]], [people[place]])
    assert Person.objects.filter(title="docent").count() == 6
    assert "Бакыт" not in caplog.text
    assert [record.getMessage().split(", line")[0] for record in caplog.records] == [
        f"settling: record {people[place].pk} is passed over: ValueError in test_jobs.py"
    ]


def test_work_through_does_all_at_once_when_nothing_fails(db):
    calls = []

    assert work_through([3, 1, 2], lambda records: calls.append(records) or records, job="counting") == ([3, 1, 2], [])
    assert work_through([], lambda records: calls.append(records) or records, job="counting") == ([], [])
    assert calls == [[3, 1, 2]]


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError, SoftTimeLimitExceeded, MemoryError])
def test_work_through_fails_for_what_is_no_fault_of_a_record(db, problem):
    def work(records):
        raise problem

    with pytest.raises(problem):
        work_through([1, 2], work, job="counting")


def test_work_through_fails_when_so_many_fail_and_none_succeeds(db, caplog):
    tried = []

    def work(records):
        tried.append(records)
        raise KeyError("no policy")

    with pytest.raises(KeyError):
        work_through(list(range(5000)), work, job="counting")

    assert len(caplog.records) == 100
    assert len(tried) < 250


def test_work_through_goes_on_however_many_fail_when_some_succeed(db):
    def work(records):
        if any(record % 3 for record in records):
            raise ValueError
        return records

    done, failed = work_through(list(range(450)), work, job="counting")

    assert (len(done), len(failed)) == (150, 300)
