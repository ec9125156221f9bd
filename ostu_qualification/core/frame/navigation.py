"""What the menu offers: each app registers its entries when it is loaded, and says who sees them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One entry of the menu; `section` is "mine", "unit" or "university", `rank` its place within."""

    label: str | Promise
    url_name: str
    icon: str
    section: str
    rank: int
    visible: Callable[[Any], bool]


_entries: list[Entry] = []


def register(
    label: str | Promise, url_name: str, icon: str, section: str, rank: int, visible: Callable[[Any], bool]
) -> None:
    """Add an entry to the menu."""
    entry = Entry(label, url_name, icon, section, rank, visible)
    if all(each.url_name != url_name for each in _entries):
        _entries.append(entry)


def entries_for(user: Any) -> list[Entry]:
    """The entries that a user sees, in order."""
    if not user.is_authenticated:
        return []
    return sorted((each for each in _entries if each.visible(user)), key=lambda each: each.rank)


def entries_named(names: Collection[str]) -> list[Entry]:
    """The entries with these addresses, in order."""
    return sorted((each for each in _entries if each.url_name in names), key=lambda each: each.rank)
