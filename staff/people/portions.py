"""Lists in portions that every database takes in one statement."""

from collections.abc import Iterator
from typing import Any

AT_ONCE = 10_000


def portions(values: list[Any]) -> Iterator[list[Any]]:
    """Values in portions that every database takes in one statement."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
