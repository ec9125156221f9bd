"""Redis is away: pages, log-in, verification and acts go on; nobody waits for a server that is down; no letter is lost."""

import logging
import socket
import threading
import time
from contextlib import closing

import pytest
from celery import current_app
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse

from certificates.orders import transitions
from courses.models import CourseRun
from ostu_qualification.core.frame.shared_cache import SharedCache
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow import jobs
from staff.models import Letter
from tests.certificates.conftest import endorsed, scan, selected_run  # noqa: F401 - a fixture
from tests.factories import ApplicationFactory
from tests.machine import free_port

SEND = "staff.letters.tasks.send_reminders"


@pytest.fixture
def hanging_port():
    """A port where somebody listens and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        held: list[socket.socket] = []

        def hold() -> None:
            try:
                while True:
                    held.append(server.accept()[0])
            except OSError:
                return

        threading.Thread(target=hold, daemon=True).start()
        yield server.getsockname()[1]
        for each in held:
            each.close()


def _use(settings, monkeypatch, port: int) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "ostu_qualification.core.frame.shared_cache.SharedCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
        }
    }
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr(SharedCache, "_away_until", 0.0)
    monkeypatch.setattr(jobs, "_broker_away_until", 0.0)
    caches["default"].memory.clear()
    app = current_app._get_current_object()
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    monkeypatch.setitem(app.conf, "broker_url", f"redis://127.0.0.1:{port}/0")
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)


@pytest.fixture
def no_redis(settings, monkeypatch):
    """Neither cache nor broker answer."""
    _use(settings, monkeypatch, free_port())


@pytest.fixture
def sent(settings, monkeypatch):
    """The jobs that were queued, where there is a broker."""
    names: list[str] = []
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr(jobs, "_broker_away_until", 0.0)
    monkeypatch.setattr(current_app._get_current_object(), "send_task", lambda name, **_how: names.append(name))
    return names


@pytest.fixture
def order(selected_run, cholpon):  # noqa: F811
    """An order that enrols twenty, endorsed by all."""
    CourseRun.objects.filter(pk=selected_run.pk).update(capacity=25)
    ApplicationFactory.create_batch(20, run=selected_run, state="confirmed")
    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)
    transitions.send_order(order, by=cholpon.user)
    endorsed(order)
    return order


def _sign(order, client: Client) -> float:
    facts = {"number": "09-04/1", "signed_on": f"{today():%d.%m.%Y}", "signed_by": "А. А. Ректоров", "scan": scan()}
    started = time.monotonic()
    answer = client.post(reverse("record_signature", args=[order.pk]), facts)
    assert answer.status_code == 302, answer.context["form"].errors
    return time.monotonic() - started


@pytest.mark.django_db(transaction=True)
def test_a_signature_for_twenty_queues_one_round_of_letters(order, cholpon, log_in, sent):
    _sign(order, log_in(cholpon))

    assert Letter.objects.filter(state="planned").count() >= 20
    assert sent.count(SEND) == 1


@pytest.mark.django_db(transaction=True)
def test_a_signature_for_twenty_waits_for_no_broker(order, cholpon, log_in, sent, settings, monkeypatch, caplog):
    client = log_in(cholpon)
    monkeypatch.undo()
    _use(settings, monkeypatch, free_port())

    with caplog.at_level(logging.WARNING):
        seconds = _sign(order, client)

    assert seconds < 5
    order.refresh_from_db()
    assert order.state == "executed"
    assert Letter.objects.filter(state="planned").count() >= 20
    said = [each.getMessage() for each in caplog.records if "broker" in each.getMessage()]
    assert said == [f"the broker does not answer, {SEND} is not queued: OperationalError"]


@pytest.mark.django_db(transaction=True)
def test_many_transactions_wait_once_for_a_broker_that_hangs(settings, monkeypatch, hanging_port):
    _use(settings, monkeypatch, hanging_port)
    monkeypatch.setitem(
        current_app.conf,
        "broker_transport_options",
        {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "socket_timeout": 0.5},
    )
    started = time.monotonic()

    for _act in range(20):
        with transaction.atomic():
            jobs.after_commit(SEND)

    assert time.monotonic() - started < 5


@pytest.mark.django_db
def test_pages_log_in_and_verification_go_on(no_redis, cholpon, log_in):
    started = time.monotonic()
    cholpon.user.set_password("Жалал-Абад 2026")
    cholpon.user.save()
    stranger = Client()

    codes = [
        stranger.get("/").status_code,
        stranger.get("/health/").status_code,
        stranger.post("/log-in/", {"login": cholpon.user.login, "password": "x"}).status_code,
        stranger.post("/verify/", {"number": "2026/1", "family_name": "Асанов"}).status_code,
        stranger.get("/verify/ABCDEFGHJKLMNPQR/").status_code,
        log_in(cholpon).get("/home/").status_code,
        stranger.post("/log-in/", {"login": cholpon.user.login, "password": "Жалал-Абад 2026"}).status_code,
    ]

    assert codes == [200, 200, 422, 404, 404, 200, 302]
    assert time.monotonic() - started < 8


@pytest.mark.django_db
def test_limits_still_hold(no_redis):
    stranger = Client()

    codes = [
        stranger.post("/verify/", {"number": f"2026/{n}", "family_name": "Асанов"}).status_code for n in range(1, 23)
    ]

    assert codes == [404] * 20 + [429] * 2


@pytest.mark.django_db(transaction=True)
def test_a_job_is_queued_once_for_a_request_and_once_for_a_job(sent):
    def many() -> None:
        for _letter in range(5):
            with transaction.atomic():
                jobs.after_commit(SEND)

    with jobs.each_once():
        many()
        before = list(sent)
    within = len(sent)
    many()
    each = len(sent)
    current_app.task(name="tests.many", shared=False)(many).apply()
    current_app.tasks.unregister("tests.many")

    assert (before, within, each, len(sent)) == ([], 1, 6, 7)


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_back_is_not_queued_at_the_end(sent):
    with jobs.each_once():
        with transaction.atomic():
            jobs.after_commit(SEND)
            transaction.set_rollback(True)
        with transaction.atomic():
            jobs.after_commit("staff.cycle.tasks.rebuild_every_cycle")

    assert sent == ["staff.cycle.tasks.rebuild_every_cycle"]


@pytest.mark.django_db(transaction=True)
def test_jobs_of_an_act_before_a_fault_are_queued_all_the_same(sent):
    def act() -> None:
        with jobs.each_once():
            with transaction.atomic():
                jobs.after_commit(SEND)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert sent == [SEND]
