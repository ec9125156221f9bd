"""A cache that is away slows nobody down and breaks nothing."""

import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.test import Client
from redis.exceptions import ResponseError

from ostu_qualification.core.door import throttle
from ostu_qualification.core.door.throttle import Limit
from ostu_qualification.core.frame.shared_cache import ASK_AGAIN_AFTER, SharedCache
from tests.factories import UserFactory
from tests.machine import free_port

ONCE = Limit("test", free=3, first_wait=10, longest_wait=60, memory=60)
PASSWORD = "Жалал-Абад 2026"


@pytest.fixture(autouse=True)
def _redis_not_yet_missed(monkeypatch):
    monkeypatch.setattr(SharedCache, "_away_until", 0.0)


def _use(settings, address: str) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "ostu_qualification.core.frame.shared_cache.SharedCache", "LOCATION": address}
    }
    caches["default"].clear()
    caches["default"].memory.clear()
    SharedCache._away_until = 0.0


@pytest.fixture
def dead_redis(settings):
    """An address where no Redis answers."""
    _use(settings, f"redis://127.0.0.1:{free_port()}/0")


@pytest.fixture
def redis(settings):
    """A Redis of our own."""
    address = os.environ.get("TEST_REDIS_URL")
    if not address:
        pytest.skip("no Redis")
    _use(settings, address)
    yield
    caches["default"].clear()


def test_limits_hold_in_this_process_while_redis_is_away(dead_redis):
    assert [throttle.begin(ONCE, "one").wait for _try in range(5)] == [0, 0, 0, 10, 10]


def test_everything_a_cache_does_goes_on_while_redis_is_away(dead_redis):
    cache = caches["default"]
    cache.set("a", 1)
    cache.set_many({"b": 2, "c": 3})

    assert (cache.get("a"), cache.get_many(["b", "c"]), cache.incr("a"), cache.has_key("a")) == (
        1,
        {"b": 2, "c": 3},
        2,
        True,
    )
    assert (cache.add("a", 5), cache.touch("a", 10), cache.delete("a"), "a" in cache) == (False, True, True, False)
    cache.delete_many(["b"])
    assert cache.get_or_set("d", 4) == 4
    assert cache.get("b") is None


def test_only_one_request_waits_for_a_redis_that_is_away(dead_redis, caplog):
    with caplog.at_level(logging.WARNING):
        for _try in range(50):
            throttle.begin(ONCE, "one")

    said = [each.getMessage() for each in caplog.records if "shared cache" in each.getMessage()]
    assert said == ["the shared cache does not answer, this process counts by itself: ConnectionError"]


@pytest.mark.django_db
def test_log_in_and_verification_go_on_while_redis_is_away(dead_redis):
    user = UserFactory(login="aigul@example.kg")
    user.set_password(PASSWORD)
    user.save()
    client, started = Client(), time.monotonic()

    answers = [
        client.get("/"),
        client.get("/verify/ABCDEFGHJKLMNPQR/"),
        client.post("/log-in/", {"login": user.login, "password": "wrong"}),
        client.post("/log-in/", {"login": user.login, "password": PASSWORD}),
    ]

    assert [each.status_code for each in answers] == [200, 404, 422, 302]
    assert time.monotonic() - started < 5


def test_an_error_that_redis_answers_is_no_reason_to_stop_either(dead_redis, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ResponseError("OOM command not allowed when used memory > 'maxmemory'.")

    monkeypatch.setattr("redis.Redis.set", refuse)

    assert throttle.begin(ONCE, "one").wait == 0


@pytest.mark.services
def test_limits_hold_across_processes_by_redis(redis):
    with ThreadPoolExecutor(20) as hands:
        tries = list(hands.map(lambda _n: throttle.begin(ONCE, "one"), range(20)))
    caches["default"].memory.clear()

    assert sum(each.wait == 0 for each in tries) == 3
    assert throttle.begin(ONCE, "one").wait > 0


@pytest.mark.services
def test_redis_is_asked_again_after_a_while(redis, monkeypatch):
    caches["default"].set("a", 1)
    monkeypatch.setattr(SharedCache, "_away_until", time.monotonic() + ASK_AGAIN_AFTER)
    away = caches["default"].get("a")
    monkeypatch.setattr(SharedCache, "_away_until", time.monotonic())

    assert (away, caches["default"].get("a")) == (None, 1)
