"""Guessing becomes slow, also for those who guess with many hands; who waits as told goes on."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache
from django.utils.translation import override

from ostu_qualification.core.door import throttle
from ostu_qualification.core.door.throttle import Limit

FIVE = Limit("guess", free=5, first_wait=10, longest_wait=60, memory=3600)


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


def _waits(count: int, key: str = "one") -> list[int]:
    return [throttle.begin(FIVE, key).wait for _try in range(count)]


def test_begin_makes_wait_from_the_limit_on(clock):
    assert _waits(7) == [0, 0, 0, 0, 0, 10, 10]


def test_begin_lets_one_through_after_each_wait_and_doubles_it(clock):
    _waits(5)
    waits = []
    for _round in range(5):
        waits.append(throttle.begin(FIVE, "one").wait)
        clock.shift(waits[-1])
        assert throttle.begin(FIVE, "one").wait == 0

    assert waits == [10, 20, 40, 60, 60]


def test_begin_does_not_count_what_it_refuses(clock):
    _waits(500)
    clock.shift(10)

    assert _waits(2) == [0, 20]


def test_begin_keeps_keys_and_limits_apart(clock):
    _waits(6)

    assert throttle.begin(FIVE, "two").wait == 0
    assert throttle.begin(Limit("other", 5, 10, 60, 3600), "one").wait == 0


def test_begin_forgets_after_its_memory(clock):
    _waits(5)
    clock.shift(3601)

    assert _waits(6) == [0, 0, 0, 0, 0, 10]


def test_take_back_takes_back_this_try_alone(clock):
    for _try in range(10):
        throttle.begin(FIVE, "one").take_back()
    before = _waits(4)
    fifth = throttle.begin(FIVE, "one")
    fifth.take_back()
    fifth.take_back()

    assert before == [0, 0, 0, 0]
    assert _waits(2) == [0, 10]


def test_take_back_of_what_is_forgotten_leaves_no_credit(clock):
    first = throttle.begin(FIVE, "one")
    clock.shift(3601)
    first.take_back()

    assert _waits(6) == [0, 0, 0, 0, 0, 10]


def test_begin_takes_any_text_as_key():
    assert throttle.begin(FIVE, "+996 772 720 582 \n Өмүрбеков\0" + "ү" * 300).wait == 0


@pytest.mark.parametrize("limit", [FIVE, Limit("once", 1, 30, 300, 3600)], ids=lambda limit: limit.name)
def test_of_forty_tries_at_once_no_more_pass_than_of_forty_in_a_row(limit):
    with ThreadPoolExecutor(40) as hands:
        tries = list(hands.map(lambda _n: throttle.begin(limit, "one"), range(40)))

    assert sum(each.wait == 0 for each in tries) == limit.free


def test_tally_counts_and_refuses_nobody(clock):
    counts = [throttle.tally("all", "one", memory=60)[0] for _try in range(3)]
    throttle.tally("all", "one", memory=60)[1].take_back()
    clock.shift(61)

    assert counts == [1, 2, 3]
    assert throttle.tally("all", "one", memory=60)[0] == 1


@pytest.mark.parametrize(
    ("seconds", "language", "said"),
    [
        (1, "en", "Too many tries. Try again in 1 second."),
        (21, "ru", "Слишком много попыток. Попробуйте снова через 21 секунду."),
        (59, "ky", "Өтө көп аракет жасалды. 59 секунддан кийин кайталап көрүңүз."),
        (61, "ru", "Слишком много попыток. Попробуйте снова через 2 минуты."),
        (300, "ky", "Өтө көп аракет жасалды. 5 мүнөттөн кийин кайталап көрүңүз."),
    ],
)
def test_please_wait_says_how_long(seconds, language, said):
    with override(language):
        assert throttle.please_wait(seconds) == said
