"""What the menu offers: each app registers its entries when it is loaded, and says who sees them.

Whoever has few entries sees them all at once. The many entries of an office stand in sections, each with a page of its own.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FEW = 9  # entries that one looks over without sections


@dataclass(frozen=True)
class Section:
    """A part of the menu: what it is called, what it is about, its picture."""

    code: str
    label: str | Promise
    about: str | Promise
    icon: str


@dataclass(frozen=True)
class Entry:
    """One entry of the menu: `section` is the code of a section, `rank` its place within, `about` a sentence on what it is
    for, `short` its name where there is little room.
    """

    label: str | Promise
    url_name: str
    icon: str
    section: str
    rank: int
    visible: Callable[[Any], bool]
    about: str | Promise = ""
    short: str | Promise = ""


@dataclass(frozen=True)
class Top:
    """What the menu shows first: a section with its entries, or one entry alone; `short` is its name under a picture."""

    label: str | Promise
    short: str | Promise
    url: str
    icon: str
    entries: tuple[Entry, ...]
    section: Section | None = None


SECTIONS = (
    Section("unit", _("My unit"), _("The people of your unit and their training."), "people"),
    Section("courses", _("Courses"), _("Programmes, courses, applications and lists of those selected."), "calendar"),
    Section("people", _("Staff"), _("Who works where, and who belongs to which organisation."), "people"),
    Section("training", _("Training"), _("What has been learnt, when the next is due, and what puts it off."), "book"),
    Section("papers", _("Documents"), _("Orders, certificates and the register."), "order"),
    Section("money", _("Money"), _("Prices, contracts and payments."), "money"),
    Section("figures", _("Figures"), _("How the University stands, and what is to come."), "chart"),
    Section("mine", _("Personal"), _("Your own page, training and data."), "person"),
    Section("university", _("The University"), _("Everything else about the University."), "unit"),
    Section("system", _("System"), _("Letters, rules, and requests about data."), "rules"),
)
_entries: list[Entry] = []


def register(
    label: str | Promise,
    url_name: str,
    icon: str,
    section: str,
    rank: int,
    visible: Callable[[Any], bool],
    about: str | Promise = "",
    short: str | Promise = "",
) -> None:
    """Add an entry to the menu."""
    entry = Entry(label, url_name, icon, section, rank, visible, about, short)
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


def sections_of(entries: Iterable[Entry]) -> list[tuple[Section, list[Entry]]]:
    """The entries under their sections, without empty ones."""
    found = list(entries)
    sections = [(section, [each for each in found if each.section == section.code]) for section in SECTIONS]
    return [pair for pair in sections if pair[1]]


def top_of(entries: list[Entry]) -> list[Top]:
    """What the menu shows first: all of few entries; of many the work that waits, and the sections."""
    if len(entries) <= FEW:
        return [_alone(each) for each in entries]
    first = [_alone(each) for each in entries if each.section == ""]
    return first + [_part(section, inside) for section, inside in sections_of(entries)]


def _alone(entry: Entry) -> Top:
    return Top(entry.label, entry.short or entry.label, reverse(entry.url_name), entry.icon, (entry,))


def _part(section: Section, entries: list[Entry]) -> Top:
    """A section; of one entry that entry, for a page with a single link leads nobody further."""
    if len(entries) == 1:
        return _alone(entries[0])
    url = reverse("section", args=[section.code])
    return Top(section.label, section.label, url, section.icon, tuple(entries), section)


def nearest(entries: Iterable[Entry], path: str) -> str:
    """The entry under whose address a page stands: `/people/40/` belongs to `/people/`; empty where there is none."""
    fitting = [(reverse(each.url_name), each.url_name) for each in entries]
    fitting = [pair for pair in fitting if path.startswith(pair[0]) and pair[0] != "/"]
    return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else ""
