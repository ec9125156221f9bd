"""Jobs are queued by name after the transaction has been committed, once each; one bad record stops no job."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from traceback import extract_tb
from typing import Any, TypeVar

from celery import Task, current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from kombu.exceptions import OperationalError as BrokerAway

from .steps import WrongState

logger = logging.getLogger(__name__)

Record = TypeVar("Record")
Result = TypeVar("Result")

Job = tuple[str, tuple[Any, ...]]

ASK_TWICE = {"max_retries": 1, "interval_start": 0.1, "interval_step": 0, "interval_max": 0.1}
ASK_AGAIN_AFTER = 10
_kept: ContextVar[list[Job] | None] = ContextVar("kept", default=None)
_broker_away_until = 0.0

TOO_MANY = 100
NO_FAULT_OF_A_RECORD = (OperationalError, InterfaceError, SoftTimeLimitExceeded, MemoryError)


def after_commit(task_name: str, *args: Any) -> None:
    """Queue a job by its name once the data it will read are there for all to see.

    Without a broker (the embedded set-up) the job runs at once in this process; its failure is logged and does not
    undo what has been committed, exactly as with a worker. Within `each_once` the same job is queued but once, at its end.
    """
    transaction.on_commit(lambda: _hand_over((task_name, args)), robust=True)


@contextmanager
def each_once() -> Iterator[None]:
    """Keep the jobs that arise within, and queue each of them once at the end: for a request, or a job that gives rise
    to others.
    """
    mine: list[Job] = []
    token = _kept.set(mine)
    try:
        yield
    finally:
        _kept.reset(token)
        for job in mine:
            try:
                _send(*job)
            except Exception as problem:  # what has been committed stands, whatever becomes of its jobs
                logger.error("job %s was not queued: %s", job[0], kind_and_place(problem))


class EachOnceTask(Task):
    """A job that queues each job it gives rise to but once, at its own end."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Do the work."""
        with each_once():
            return super().__call__(*args, **kwargs)


def _hand_over(job: Job) -> None:
    kept = _kept.get()
    if kept is None:
        _send(*job)
    elif job not in kept:
        kept.append(job)


def _send(task_name: str, args: tuple[Any, ...]) -> None:
    """Queue a job, or run it here where there is no broker.

    A broker that is away is asked twice and then left alone for a while: what the job was to do the schedule does later
    (letters wait as planned, cycles are rebuilt each night), and nobody waits before a page for a server that is down.
    """
    global _broker_away_until
    if settings.CELERY_TASK_ALWAYS_EAGER:
        current_app.loader.import_default_modules()
        current_app.tasks[task_name].apply(args=args)
    elif time.monotonic() >= _broker_away_until:
        try:
            current_app.send_task(task_name, args=args, retry=True, retry_policy=ASK_TWICE)
        except (BrokerAway, OSError) as problem:
            _broker_away_until = time.monotonic() + ASK_AGAIN_AFTER
            logger.warning("the broker does not answer, %s is not queued: %s", task_name, type(problem).__name__)


def work_through(
    records: Sequence[Record],
    work: Callable[[Sequence[Record]], Sequence[Result]],
    *,
    job: str,
    key: Callable[[Record], Any] = lambda record: getattr(record, "pk", record),
) -> tuple[list[Result], list[Record]]:
    """Do the work on all records at once; where that fails, on each half by itself, until the bad record stands alone.

    Returns the results and the records that failed. Each try is a transaction, so nothing is left half-done. A record
    that fails is named in the log by its key, with the kind and place of the failure: the words of an exception may hold
    personal data. What is no fault of a record (the database is away, the time is up, so many fail and none succeeds)
    fails the job.
    """
    done: list[Result] = []
    failed: list[Record] = []
    has_succeeded, waiting = False, [records] if records else []
    while waiting:
        some = waiting.pop()
        try:
            with transaction.atomic():
                done += work(some)
            has_succeeded = True
        except NO_FAULT_OF_A_RECORD:
            raise
        except Exception as problem:
            if len(some) > 1:
                middle = len(some) // 2
                waiting += [some[middle:], some[:middle]]
                continue
            logger.error("%s: record %s is passed over: %s", job, key(some[0]), kind_and_place(problem))
            failed.append(some[0])
            if len(failed) >= TOO_MANY and not has_succeeded:
                raise
    return done, failed


def kind_and_place(problem: Exception) -> str:
    """What went wrong without its words: the kind of the exception and the line where it arose."""
    place = extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__} in {Path(place.filename).name}, line {place.lineno}"


def act_on_each(records: Iterable[Record], act: Callable[[Record], object], *, job: str) -> int:
    """Act upon each record by itself; returns how many were acted upon. Whom somebody else was faster with is passed over."""

    def work(some: Sequence[Record]) -> list[object]:
        try:
            return [act(some[0])]
        except WrongState:
            return []

    return sum(len(work_through([record], work, job=job)[0]) for record in records)
