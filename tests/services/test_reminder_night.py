"""Reminders with the real parts: a Celery worker in its own process, Redis, and an SMTP server on loopback."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
import uuid
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from celery import Celery
from django.db import connection
from django.utils import timezone

from ostu_qualification.core.calendar import add_months
from ostu_qualification.core.models import today
from staff import cycles
from staff.models import Letter
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory
from tests.machine import free_port

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("services")]


class Mailbox:
    """Keeps what the SMTP server takes; refuses while told to."""

    def __init__(self) -> None:
        self.messages = []
        self.is_refusing = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the server's own word
        """Take or refuse a message."""
        if self.is_refusing:
            return "451 try again later"
        self.messages.append(message_from_bytes(envelope.content))
        return "250 taken"

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of all that was taken."""
        return [message["Message-ID"] for message in self.messages]


@pytest.fixture
def mailbox():
    """An SMTP server on loopback."""
    box = Mailbox()
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def worker(mailbox, tmp_path):
    """A way to start real workers on this test's database, with a Redis database of its own; all are stopped."""
    redis_url = os.environ.get("TEST_REDIS_URL")
    if not redis_url:
        pytest.skip("no Redis")
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"sqlite:///{settings['NAME']}"
        if "memory" in str(settings["NAME"]):
            pytest.skip("the test database is in memory: another process cannot see it")
    else:
        database = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"
    environment = {
        **os.environ,
        "DEBUG": "1",
        "DATABASE_URL": database,
        "CELERY_BROKER_URL": redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "VAR_DIR": str(tmp_path),
    }
    queue = f"test-{uuid.uuid4().hex}"  # nobody else's worker takes what this test sends
    environment["CELERY_QUEUE"] = queue
    app = Celery(broker=redis_url, set_as_current=False)
    app.conf.task_default_queue = queue
    started = []

    def start():
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "ostu_qualification",
            "worker",
            "--pool",
            "solo",
            "--loglevel",
            "WARNING",
        ]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        started.append(process)
        return process

    start.app = app
    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)
    app.close()


def wait_until(condition, seconds=90):
    """Wait for what another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


@pytest.fixture
def people():
    """Ten teachers who are due in five months, two of whom read Russian."""
    found = []
    for number in range(10):
        person = PersonFactory(language="ru" if number < 2 else "ky", email=f"teacher{number}@example.org")
        EmploymentFactory(person=person)
        TrainingRecordFactory(person=person, ended_on=add_months(today(), 5 - 36))
        found.append(person)
    cycles.rebuild(found)
    return found


@pytest.mark.clause("1.3", "6.1")
def test_reminders_go_out_once_in_the_language_of_each_person(worker, mailbox, people):
    worker()
    for _ in range(2):
        worker.app.send_task("staff.tasks.plan_reminders")
        worker.app.send_task("staff.tasks.send_reminders")

    wait_until(lambda: Letter.objects.filter(state=Letter.State.SENT).count() == 10)
    worker.app.send_task("staff.tasks.send_reminders")
    time.sleep(1)

    assert len(mailbox.messages) == 10
    assert len(set(mailbox.ids)) == 10
    subjects = sorted({str(make_header(decode_header(message["Subject"]))) for message in mailbox.messages})
    assert subjects == ["До срока 5 мес.: выберите курс", "Мөөнөткө 5 ай калды: курсту тандаңыз"]


@pytest.mark.clause("6.1")
def test_a_killed_worker_loses_and_doubles_nothing(worker, mailbox, people):
    first = worker()
    worker.app.send_task("staff.tasks.plan_reminders")
    wait_until(lambda: Letter.objects.count() == 10)
    worker.app.send_task("staff.tasks.send_reminders")
    wait_until(lambda: len(mailbox.messages) >= 1)
    first.send_signal(signal.SIGKILL)
    first.wait(timeout=10)
    sixteen_minutes_ago = timezone.now() - dt.timedelta(minutes=16)
    Letter.objects.filter(state=Letter.State.CLAIMED).update(claimed_at=sixteen_minutes_ago)

    worker()
    worker.app.send_task("staff.tasks.send_reminders")
    wait_until(lambda: Letter.objects.filter(state=Letter.State.SENT).count() == 10)

    assert len(set(mailbox.ids)) == 10
    assert len(mailbox.ids) - len(set(mailbox.ids)) <= 1


@pytest.mark.clause("6.1")
def test_letters_wait_while_the_mail_server_refuses(worker, mailbox, people):
    mailbox.is_refusing = True
    worker()
    worker.app.send_task("staff.tasks.plan_reminders")
    worker.app.send_task("staff.tasks.send_reminders")
    wait_until(lambda: Letter.objects.filter(state=Letter.State.FAILED).count() == 10)

    mailbox.is_refusing = False
    Letter.objects.update(claimed_at="2026-01-01T00:00:00Z")
    worker.app.send_task("staff.tasks.send_reminders")
    wait_until(lambda: Letter.objects.filter(state=Letter.State.SENT).count() == 10)

    assert len(mailbox.ids) == len(set(mailbox.ids)) == 10
