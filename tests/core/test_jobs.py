"""Jobs are queued once the data are committed, never for data that were taken back."""

import pytest
from celery import current_app
from django.db import transaction

from ostu_qualification.core.jobs import after_commit


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
