"""The demonstration: everything set up on the first run, then the server and the jobs beside it."""

import os
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff.models import Person


class Command(BaseCommand):
    """`make run` calls this with DEMO=1."""

    help = "Prepare the demonstration (the first time only) and serve it on this machine."
    requires_system_checks: list[str] = [Tags.security]

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="set everything up and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, serve until interrupted, stop the jobs."""
        if not settings.DEMO:
            raise CommandError("The demonstration runs with DEMO=1 only.")
        address = f"127.0.0.1:{options['port']}"
        if "SITE_URL" not in os.environ:
            settings.SITE_URL = os.environ["SITE_URL"] = f"http://{address}"  # letters and calendars name this port too
        call_command("compile_locale", verbosity=0)
        call_command("migrate", verbosity=0)
        if not Person.objects.exists():
            self.stdout.write("First run: making the demonstration's data, about a quarter of a minute…")
            call_command("make_demo", stdout=self.stdout)
        if options["prepare"]:
            return
        self.stdout.write(
            f"\nOpen http://{address}/ – accounts for every role are on the log-in page. Stop with Ctrl+C.\n"
        )
        jobs = subprocess.Popen([sys.executable, "manage.py", "run_jobs"], cwd=settings.BASE_DIR)
        server = subprocess.Popen(self.server(address), cwd=settings.BASE_DIR)  # noqa: S603 - our own words only
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait()
        finally:
            jobs.terminate()

    def server(self, address: str) -> list[str]:
        """Gunicorn, or Django's own server where there is no fork."""
        if sys.platform == "win32":
            return [sys.executable, "manage.py", "runserver", address, "--noreload"]
        return [
            sys.executable,
            "-m",
            "gunicorn",
            "ostu_qualification.wsgi",
            "--bind",
            address,
            "--workers",
            "2",
            "--threads",
            "4",
            "--log-level",
            "warning",
        ]
