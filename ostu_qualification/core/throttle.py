"""Slow for those who guess: counts attempts under a key and says when there were too many."""

from django.core.cache import cache


def is_blocked(key: str, *, limit: int) -> bool:
    """Whether a key has used up its attempts."""
    return int(cache.get(f"throttle:{key}", 0)) >= limit


def count(key: str, *, seconds: int) -> None:
    """Count one attempt; the count is forgotten so many seconds after the first."""
    if not cache.add(f"throttle:{key}", 1, seconds):
        try:
            cache.incr(f"throttle:{key}")
        except ValueError:  # it ran out between the two calls
            cache.set(f"throttle:{key}", 1, seconds)


def forget(key: str) -> None:
    """Start anew after a success."""
    cache.delete(f"throttle:{key}")
