"""The rows of the reminder night: looking for who is to be reminded, and sending, each letter with its own commits."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import override_settings

from benchmarks.floor import reminders as floor
from benchmarks.harness import Measure, compare, wall
from ostu_qualification.core.models import today
from staff.letters import sending
from staff.letters.reminders import plan_reminders
from staff.models import Letter, Person
from tests import machine
from tests.machine import free_port

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@contextmanager
def mail_server() -> Iterator[int]:
    """A real SMTP server on loopback in a process of its own, which forgets what it takes; its port."""
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Sink"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        machine.wait_for_port(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def night_rows(people: int, letters: int, pairs: int) -> list[Measure]:
    """A night upon which everything is planned already, and the sending of so many letters; by the clock."""
    first = wall(plan_reminders)
    planned = Letter.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    gate = 3 if people >= 100_000 else 10  # with fewer people the few queries of the night outweigh the scan
    night = compare(
        f"reminder night, {people:,} people", plan_reminders, floor.scan, pairs=pairs, gate=gate, goal=1.5, clock=wall
    )
    night.note = f"the first night wrote {planned:,} letters in {first:.1f} s, a second one none"
    assert plan_reminders() == 0
    Letter.objects.all().delete()
    keys = list(Person.objects.values_list("pk", flat=True)[:letters])

    def refill() -> None:
        Letter.objects.all().delete()
        Letter.objects.bulk_create(floor.letter(key) for key in keys)
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze staff_letter" if connection.vendor == "postgresql" else "analyze")

    def product() -> None:
        refill()
        assert sending.send_due(today()) == len(keys)

    def bare() -> None:
        refill()
        floor.send_all()

    with mail_server() as port, override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        sent = compare(f"sending {letters:,} letters", product, bare, pairs=pairs, gate=2, goal=1.25, clock=wall)
        refill()
        seconds = wall(lambda: sending.send_due(today()))
    sent.note = f"{letters / seconds:.0f} letters a second, each handed over and confirmed by itself"
    return [night, sent]
