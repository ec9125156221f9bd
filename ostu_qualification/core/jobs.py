"""Jobs are queued by name after the transaction has been committed; one bad record stops no job."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Any, TypeVar

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

logger = logging.getLogger(__name__)

Record = TypeVar("Record")
Result = TypeVar("Result")

NO_FAULT_OF_A_RECORD = (OperationalError, InterfaceError, SoftTimeLimitExceeded, MemoryError)


def after_commit(task_name: str, *args: Any) -> None:
    """Queue a job by its name once the data it will read are there for all to see.

    Without a broker (the embedded set-up) the job runs at once in this process; its failure is logged and does not
    undo what has been committed, exactly as with a worker.
    """
    transaction.on_commit(lambda: _send(task_name, args), robust=True)


def _send(task_name: str, args: tuple[Any, ...]) -> None:
    if settings.CELERY_TASK_ALWAYS_EAGER:
        current_app.loader.import_default_modules()
        current_app.tasks[task_name].apply(args=args)
    else:
        current_app.send_task(task_name, args=args)


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
    personal data. What is no fault of a record (the database is away, the time is up) fails the job.
    """
    if not records:
        return [], []
    try:
        with transaction.atomic():
            return list(work(records)), []
    except NO_FAULT_OF_A_RECORD:
        raise
    except Exception as problem:
        if len(records) == 1:
            logger.error("%s: record %s is passed over: %s", job, key(records[0]), _kind_and_place(problem))
            return [], [records[0]]
    middle = len(records) // 2
    first, second = (work_through(half, work, job=job, key=key) for half in (records[:middle], records[middle:]))
    return first[0] + second[0], first[1] + second[1]


def _kind_and_place(problem: Exception) -> str:
    """What went wrong without its words: the kind of the exception and the line where it arose."""
    place = extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__} in {Path(place.filename).name}, line {place.lineno}"
