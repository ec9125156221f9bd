"""Run the nightly schedule in one process, for a machine without Redis: what beat and worker do elsewhere.

It begins with the jobs of the last day: a machine that was switched off at night makes up for it in the morning. Each job
does nothing when it has nothing to do.
"""

import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

logger = logging.getLogger(__name__)
A_DAY = timedelta(days=1)


class Command(BaseCommand):
    """Look every half minute which jobs of the schedule are due, and run them here."""

    help = "Run the scheduled jobs without a broker; for the demonstration and for a single small machine."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wish to run everything once."""
        parser.add_argument("--once", action="store_true", help="run every job of the schedule once and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the schedule."""
        current_app.loader.import_default_modules()
        if options["once"]:
            for entry in settings.CELERY_BEAT_SCHEDULE.values():
                self.run(entry["task"])
            return
        last = dict.fromkeys(settings.CELERY_BEAT_SCHEDULE, datetime.now(UTC) - A_DAY)
        while True:
            self.run_due(last)
            close_old_connections()
            time.sleep(30)

    def run_due(self, last: dict[str, datetime]) -> None:
        """Run what is due since the last run of each job, and note when it ran."""
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
            is_due, _ = entry["schedule"].is_due(last[name])
            if is_due:
                last[name] = datetime.now(UTC)
                if cache.add(f"job:{entry['task']}:{last[name]:%Y%m%d%H%M}", 1, 120):
                    self.run(entry["task"])

    def run(self, task: str) -> None:
        """Run one job; what goes wrong is logged and does not stop the others."""
        result = current_app.tasks[task].apply()
        if result.failed():
            logger.error("job %s failed: %s", task, type(result.result).__name__)
        self.stdout.write(f"{task}: {result.result if result.successful() else 'failed'}")
