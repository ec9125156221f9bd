"""Slow for those who guess: counts attempts under a key and says when there were too many.

Keys are hashed before they reach the cache: they may hold a log-in, and any sign that a cache's keys must not.
"""

import hashlib

from django.core.cache import cache


def _name(key: str) -> str:
    return f"throttle:{hashlib.sha256(key.encode()).hexdigest()}"


def is_blocked(key: str, *, limit: int) -> bool:
    """Whether a key has used up its attempts."""
    return int(cache.get(_name(key), 0)) >= limit


def count(key: str, *, seconds: int) -> None:
    """Count one attempt; the count is forgotten so many seconds after the first."""
    if not cache.add(_name(key), 1, seconds):
        try:
            cache.incr(_name(key))
        except ValueError:  # it ran out between the two calls
            cache.set(_name(key), 1, seconds)


def forget(key: str) -> None:
    """Start anew after a success."""
    cache.delete(_name(key))
