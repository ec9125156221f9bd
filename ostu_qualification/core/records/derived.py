"""Columns that follow from others of the same row: folded names, keys of order."""

from collections.abc import Collection
from typing import Any


def also(options: dict[str, Any], *derived: str, of: Collection[str]) -> dict[str, Any]:
    """The options of a save that names some of the columns `of`, with the derived ones, so that these stay true.

    A save that names others leaves the derived ones alone: it may hold an old name.
    """
    named = options.get("update_fields")
    if named is None or not set(named) & set(of):
        return options
    return options | {"update_fields": {*named, *derived}}
