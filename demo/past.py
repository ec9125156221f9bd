"""The demonstration's past: what happened months ago happened then, in the history, on the papers and in the outbox."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from auditlog.models import LogEntry
from django.db.models import Max
from django.utils import timezone

from ostu_qualification.core.models import today
from staff.letters import sending


def days_ago(days: int) -> dt.date:
    """A day before today."""
    return today() - dt.timedelta(days=days)


@contextmanager
def at(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Let what is done within be done on a day of the past; the letters of that day go out on it.

    For the demonstration alone: the clock of this process stands still on that day, and the lines of the history that
    were written meanwhile bear it. Days are walked from the first to the last, as they were lived.
    """
    moment = min(timezone.make_aware(dt.datetime.combine(day, dt.time(hour))), timezone.now())
    last = LogEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
        sending.send_due(day)
    LogEntry.objects.filter(pk__gt=last).update(timestamp=moment)
