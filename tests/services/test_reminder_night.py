"""Reminders with the real parts: a Celery worker in its own process, Redis, and an SMTP server on loopback."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from contextlib import suppress
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from celery import Celery
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.words.calendar import add_months
from staff.cycle import stored
from staff.cycle.tasks import plan_reminders
from staff.letters.tasks import send_reminders
from staff.letters.transitions import count_as_sent, send_again
from staff.letters.writing import as_message
from staff.models import Letter
from tests.factories import EmploymentFactory, LetterFactory, PersonFactory, TrainingRecordFactory
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
def environment(mailbox, tmp_path):
    """What another process needs to work on this test's database and mail server."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"sqlite:///{settings['NAME']}"
        if "memory" in str(settings["NAME"]):
            pytest.skip("the test database is in memory: another process cannot see it")
    else:
        database = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": database,
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "VAR_DIR": str(tmp_path),
    }


@pytest.fixture
def worker(environment):
    """A way to start real workers, with a Redis database of their own; all are stopped."""
    redis_url = os.environ.get("TEST_REDIS_URL")
    if not redis_url:
        pytest.skip("no Redis")
    environment["CELERY_BROKER_URL"] = redis_url
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
    stored.rebuild(found)
    return found


@pytest.mark.clause("1.3", "6.1")
def test_reminders_go_out_once_in_the_language_of_each_person(worker, mailbox, people):
    worker()
    for _ in range(2):
        worker.app.send_task("staff.cycle.tasks.plan_reminders")
        worker.app.send_task("staff.letters.tasks.send_reminders")

    wait_until(lambda: Letter.objects.filter(state=Letter.State.SENT).count() == 10)
    worker.app.send_task("staff.letters.tasks.send_reminders")
    time.sleep(1)

    assert len(mailbox.messages) == 10
    assert len(set(mailbox.ids)) == 10
    subjects = sorted({str(make_header(decode_header(message["Subject"]))) for message in mailbox.messages})
    assert subjects == ["До срока 5 месяцев: выберите курс", "Мөөнөткө 5 ай калды: курсту тандаңыз"]


def settle_doubts(mailbox):
    """What an officer does: a letter that the mail server knows counts as sent, any other is sent again."""
    known = set(mailbox.ids)
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    with override_settings(**smtp, EMAIL_PORT=mailbox.port):
        for letter in Letter.objects.filter(state=Letter.State.DOUBTFUL):
            if as_message(letter).extra_headers["Message-ID"] in known:
                count_as_sent(letter, by=SYSTEM)
            else:
                send_again(letter, by=SYSTEM)


def test_a_killed_worker_loses_and_doubles_nothing(worker, mailbox, people):
    first = worker()
    worker.app.send_task("staff.cycle.tasks.plan_reminders")
    wait_until(lambda: Letter.objects.count() == 10)
    worker.app.send_task("staff.letters.tasks.send_reminders")
    wait_until(lambda: len(mailbox.messages) >= 1)
    first.send_signal(signal.SIGKILL)
    first.wait(timeout=10)
    sixteen_minutes_ago = timezone.now() - dt.timedelta(minutes=16)
    Letter.objects.filter(state=Letter.State.CLAIMED).update(claimed_at=sixteen_minutes_ago)

    worker()
    worker.app.send_task("staff.letters.tasks.send_reminders")
    wait_until(lambda: set(Letter.objects.values_list("state", flat=True)) <= {"sent", "doubtful"})
    settle_doubts(mailbox)

    assert Letter.objects.filter(state=Letter.State.SENT).count() == 10
    assert sorted(mailbox.ids) == sorted(
        as_message(letter).extra_headers["Message-ID"] for letter in Letter.objects.all()
    )


@pytest.mark.parametrize(("kills", "letters"), [(int(os.environ.get("KILLS", "25")), 300)])
def test_however_often_senders_are_killed_every_letter_arrives_once_or_is_doubted(environment, mailbox, kills, letters):
    person = PersonFactory()
    Letter.objects.bulk_create(LetterFactory.build(person=person, key=f"kill-{n}") for n in range(letters))

    command = [sys.executable, "-m", "tests.services.kill_senders", str(kills), "7"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)

    arrived = Counter(mailbox.ids)
    states = {as_message(letter).extra_headers["Message-ID"]: letter.state for letter in Letter.objects.all()}
    assert set(arrived.values()) == {1}
    assert set(states.values()) <= {"sent", "doubtful"}
    assert {key for key, state in states.items() if state == "sent"} <= set(arrived)
    assert 0 < sum(state == "doubtful" for state in states.values()) <= kills
    settle_doubts(mailbox)
    assert Letter.objects.filter(state=Letter.State.SENT).count() == letters
    assert sorted(mailbox.ids) == sorted(states)


def test_letters_wait_while_the_mail_server_refuses(worker, mailbox, people):
    mailbox.is_refusing = True
    worker()
    worker.app.send_task("staff.cycle.tasks.plan_reminders")
    worker.app.send_task("staff.letters.tasks.send_reminders")
    wait_until(lambda: Letter.objects.filter(state=Letter.State.FAILED).count() == 10)

    mailbox.is_refusing = False
    Letter.objects.update(claimed_at="2026-01-01T00:00:00Z")
    worker.app.send_task("staff.letters.tasks.send_reminders")
    wait_until(lambda: Letter.objects.filter(state=Letter.State.SENT).count() == 10)

    assert len(mailbox.ids) == len(set(mailbox.ids)) == 10


def test_two_workers_and_a_schedule_that_runs_twice_send_each_letter_once(worker, mailbox, people):
    worker()
    worker()
    for _ in range(3):
        worker.app.send_task("staff.cycle.tasks.plan_reminders")
        worker.app.send_task("staff.letters.tasks.send_reminders")

    wait_until(lambda: Letter.objects.filter(state=Letter.State.SENT).count() == 10)
    time.sleep(1)

    assert len(mailbox.ids) == len(set(mailbox.ids)) == 10
    assert Letter.objects.count() == 10


def test_letters_go_out_once_after_redis_was_lost_with_all_its_jobs(environment, mailbox, people):
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server to start and stop")
    port = free_port()

    def start_redis():
        command = [server, "--port", str(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    redis = start_redis()
    environment.update(CELERY_BROKER_URL=f"redis://127.0.0.1:{port}/0", CELERY_QUEUE="lost")
    app = Celery(broker=environment["CELERY_BROKER_URL"], set_as_current=False)
    app.conf.task_default_queue = "lost"
    celery = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "ostu_qualification",
        "worker",
        "--pool",
        "solo",
        "--loglevel",
        "ERROR",
    ]
    process = subprocess.Popen(celery, cwd=ROOT, env=environment)
    try:
        app.send_task("staff.cycle.tasks.plan_reminders")
        wait_until(lambda: Letter.objects.count() == 10)
        redis.kill()
        redis.wait()
        redis = start_redis()
        end = time.monotonic() + 60
        while Letter.objects.filter(state=Letter.State.SENT).count() < 10 and time.monotonic() < end:
            with suppress(Exception):  # the schedule goes on sending its jobs until the new Redis takes them
                app.send_task("staff.letters.tasks.send_reminders", retry=False)
            time.sleep(1)
    finally:
        process.kill()
        process.wait()
        app.close()
        redis.kill()
        redis.wait()

    assert Letter.objects.filter(state=Letter.State.SENT).count() == 10
    assert len(mailbox.ids) == len(set(mailbox.ids)) == 10


class Breaking(Mailbox):
    """Takes a letter, or does not, and breaks the connection before saying so."""

    def __init__(self, *, takes: bool) -> None:
        super().__init__()
        self.takes = takes

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the server's own word
        """Keep the letter or not, and hang up."""
        if self.takes:
            self.messages.append(message_from_bytes(envelope.content))
        server.transport.abort()
        return "250 nobody hears this"


@pytest.mark.parametrize("takes", [True, False])
def test_a_connection_that_breaks_leaves_a_letter_in_doubt_and_sends_nothing_twice(people, takes):
    box = Breaking(takes=takes)
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    plan_reminders()
    try:
        with override_settings(**smtp, EMAIL_PORT=port):
            first, second = send_reminders(), send_reminders()
    finally:
        controller.stop()

    letters = Letter.objects.all()
    assert (first, second) == (0, 0)
    assert {letter.state for letter in letters} == {"doubtful"}
    assert {letter.problem for letter in letters} == {"broken"}
    assert len(box.ids) == len(set(box.ids)) == (10 if takes else 0)
