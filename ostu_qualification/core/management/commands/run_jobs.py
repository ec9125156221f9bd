"""Run the nightly schedule in one process, for a machine without Redis: what beat and worker do elsewhere."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

logger = logging.getLogger(__name__)


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
        started = datetime.now(UTC)
        last = dict.fromkeys(settings.CELERY_BEAT_SCHEDULE, started)
        while True:
            for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
                is_due, _ = entry["schedule"].is_due(last[name])
                if is_due and cache.add(f"job:{name}:{datetime.now(UTC):%Y%m%d%H%M}", 1, 120):
                    last[name] = datetime.now(UTC)
                    self.run(entry["task"])
            close_old_connections()
            time.sleep(30)

    def run(self, task: str) -> None:
        """Run one job; what goes wrong is logged and does not stop the others."""
        result = current_app.tasks[task].apply()
        if result.failed():
            logger.error("job %s failed: %s", task, type(result.result).__name__)
        self.stdout.write(f"{task}: {result.result if result.successful() else 'failed'}")
