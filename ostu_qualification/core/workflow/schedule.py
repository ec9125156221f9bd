"""The nightly schedule's clock: a night that was missed is made up for, and a clock that was put back silences no job."""

import datetime as dt
from typing import Any

from celery.schedules import crontab, schedstate

JUMP = dt.timedelta(minutes=1)


class Crontab(crontab):
    """A crontab for which a last run in the future is a clock that jumped: the job runs now, and goes on from now.

    Celery's own would wait until the day of that last run has come, perhaps for years.
    """

    def is_due(self, last_run_at: dt.datetime) -> tuple[bool, Any]:
        """Whether the job is due, and in how many seconds it is next."""
        now = self.now()
        if self.maybe_make_aware(last_run_at) > now + JUMP:
            return schedstate(True, super().is_due(now).next)
        return super().is_due(last_run_at)
