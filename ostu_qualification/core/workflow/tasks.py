"""Jobs of the ground."""

from celery import shared_task

from ostu_qualification.core.records import once

from . import timers


@shared_task
def forget_sent_forms() -> int:
    """Forget the forms that nobody sends once more; returns how many."""
    return once.forget_old()


@shared_task
def run_due() -> dict[str, int]:
    """Do what is due: every act with a timer whose moment has come; returns how many by act."""
    return timers.run_due()
