"""The Celery application: background jobs and the nightly schedule."""

import os
from collections.abc import Iterator
from logging.config import dictConfig
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import setup_logging

from .start import prepare, refuse_danger

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostu_qualification.settings")

app = Celery("ostu_qualification", task_cls="ostu_qualification.core.workflow.jobs:EachOnceTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(lambda: list(rooms_with_jobs()))


def rooms_with_jobs() -> Iterator[str]:
    """The apps and their rooms that have jobs: packages with a module `tasks`."""
    from django.conf import settings

    for app_name in settings.OWN_APPS:
        top = Path(settings.BASE_DIR, *app_name.split("."))
        for module in sorted(top.rglob("tasks.py")):
            yield ".".join(module.parent.relative_to(settings.BASE_DIR).parts)


@setup_logging.connect
def begin(**_signal: Any) -> None:
    """Prepare a worker or the clock and refuse to start upon real data what is not meant for them.

    This signal is the first that both give; and answering it keeps Celery from logging in its own way, which tells the
    values of a row that a database refuses.
    """
    from django.conf import settings

    prepare()
    refuse_danger()
    dictConfig(settings.LOGGING)
