"""Jobs of the ground."""

from celery import shared_task

from ostu_qualification.core.records import once


@shared_task
def forget_sent_forms() -> int:
    """Forget the forms that nobody sends once more; returns how many."""
    return once.forget_old()
