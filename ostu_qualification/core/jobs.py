"""Jobs are queued by name after the transaction has been committed, never before."""

import logging
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)


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
