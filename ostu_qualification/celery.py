"""The Celery application: background jobs and the nightly schedule."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging

from .start import prepare, refuse_danger

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostu_qualification.settings")

app = Celery("ostu_qualification", task_cls="ostu_qualification.core.jobs:EachOnceTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


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
