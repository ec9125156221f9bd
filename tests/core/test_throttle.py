"""Guessing becomes slow."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache

from ostu_qualification.core import throttle


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def test_is_blocked_from_the_limit_on():
    for _attempt in range(4):
        throttle.count("verify:1.2.3.4", seconds=60)

    assert not throttle.is_blocked("verify:1.2.3.4", limit=5)
    throttle.count("verify:1.2.3.4", seconds=60)
    assert throttle.is_blocked("verify:1.2.3.4", limit=5)


def test_count_keeps_keys_apart():
    throttle.count("one", seconds=60)

    assert throttle.is_blocked("one", limit=1)
    assert not throttle.is_blocked("two", limit=1)


def test_count_is_forgotten_after_its_time():
    with time_machine.travel(dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        throttle.count("one", seconds=60)
        clock.shift(50)
        throttle.count("one", seconds=60)
        clock.shift(15)

        assert not throttle.is_blocked("one", limit=1)


def test_forget_starts_anew():
    throttle.count("one", seconds=60)

    throttle.forget("one")

    assert not throttle.is_blocked("one", limit=1)


def test_count_takes_any_text_as_key():
    throttle.count("+996 772 720 582 \n Өмүрбеков" + "ү" * 300, seconds=60)

    assert throttle.is_blocked("+996 772 720 582 \n Өмүрбеков" + "ү" * 300, limit=1)
