"""What the courses app answers to the apps below it."""

from typing import Any

from django.dispatch import receiver
from django.utils.formats import date_format

from staff.signals import reminder_written

from .queries import open_runs_with_programmes


@receiver(reminder_written, dispatch_uid="courses fitting runs")
def name_open_courses(person: Any, **kwargs: Any) -> dict[str, Any]:
    """Name up to three open courses in a reminder. Clauses 5.2, 6.1."""
    runs = open_runs_with_programmes()[:3]
    return {"courses": [f"{run.programme.title}, {date_format(run.starts_on, 'SHORT_DATE_FORMAT')}" for run in runs]}
