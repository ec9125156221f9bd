"""The job that sends letters."""

from celery import shared_task

from ostu_qualification.core.models import today

from . import sending


@shared_task
def send_reminders() -> int:
    """Send all letters whose day has come; returns how many were taken by the mail server. Clause 6.1."""
    return sending.send_due(today())
