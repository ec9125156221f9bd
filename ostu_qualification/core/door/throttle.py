"""Slow for those who guess: some tries at once, then each only after a wait that doubles.

    attempt = throttle.begin(LIMIT, key)      # counted now, before anything is looked at
    if attempt.wait: …                        # refused: so many seconds to wait
    if it was no guess: attempt.take_back()

A try is counted before it is judged, by one step of the cache: of forty tries at the same moment no more pass than of
forty in a row. Keys are hashed before they reach the cache: they may hold a log-in, and any sign that a cache's keys must not.
"""

import hashlib
import math
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Limit:
    """So many tries at once (`free`), then a wait in seconds that doubles with each from the first to the longest.

    The count begins anew so many seconds after the first try (`memory`).
    """

    name: str
    free: int
    first_wait: int
    longest_wait: int
    memory: int


@dataclass
class Try:
    """A try that goes on (`wait` is 0 and it is counted), or one that is refused for so many seconds."""

    count: str = ""
    gate: str = ""
    wait: int = 0

    def take_back(self) -> None:
        """Count this try no longer, as it was no guess; the tries of others stay counted."""
        if self.gate:
            cache.delete(self.gate)
        if self.count:
            _uncount(self.count)
        self.count = self.gate = ""


def begin(limit: Limit, key: str) -> Try:
    """Count a try under a key, or refuse it. One that is refused is not counted: who waits as told waits no longer."""
    count, gate = _name(limit.name, key), _name(f"gate {limit.name}", key)
    closed_for = _seconds_left(gate)
    if closed_for:
        return Try(wait=closed_for)
    tries = _count(count, limit.memory)
    if tries < limit.free:
        return Try(count)
    wait = min(limit.longest_wait, limit.first_wait * 2 ** min(tries - limit.free, 30))
    if cache.add(gate, time.time() + wait, wait):  # of several at this moment one gets through and closes the gate
        return Try(count, gate)
    _uncount(count)
    return Try(wait=_seconds_left(gate) or 1)


def tally(name: str, key: str, *, memory: int) -> tuple[int, Try]:
    """Count a try that is never refused: how many there were within the memory, and the try to take back."""
    count = _name(name, key)
    return _count(count, memory), Try(count)


def please_wait(seconds: int) -> str:
    """What someone who has to wait is told."""
    if seconds < 60:
        text = ngettext(
            "Too many tries. Try again in %(n)s second.", "Too many tries. Try again in %(n)s seconds.", seconds
        )
        return text % {"n": seconds}
    minutes = math.ceil(seconds / 60)
    text = ngettext(
        "Too many tries. Try again in %(n)s minute.", "Too many tries. Try again in %(n)s minutes.", minutes
    )
    return text % {"n": minutes}


def _name(name: str, key: str) -> str:
    return f"throttle:{hashlib.sha256(f'{name}:{key}'.encode()).hexdigest()}"


def _seconds_left(gate: str) -> int:
    opens_at: float | None = cache.get(gate)
    return max(1, math.ceil(opens_at - time.time())) if opens_at else 0


def _count(name: str, seconds: int) -> int:
    cache.add(name, 0, seconds)
    try:
        tries = cache.incr(name)
    except ValueError:  # it ran out between the two calls
        cache.set(name, 1, seconds)
        return 1
    if tries == 1:
        cache.touch(name, seconds)  # one that ran out within the second call would otherwise be kept for ever
    return int(tries)


def _uncount(name: str) -> None:
    try:
        if cache.decr(name) < 0:
            cache.delete(name)
    except ValueError:  # it ran out meanwhile, and was forgotten with all others
        pass
