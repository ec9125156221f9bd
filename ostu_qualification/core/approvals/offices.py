"""The offices that are asked: the app that knows who holds an office says so here once, when it is loaded."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.text import capfirst


class Offices(Protocol):
    """Who holds which office."""

    def names(self) -> Mapping[str, str | Promise]:
        """The offices that can be asked, by their codes."""

    def held_by(self, user: Any) -> Collection[str]:
        """The offices that a user holds today, as a deputy too."""

    def holds(self, user: Any, office: str) -> bool:
        """Whether a user holds an office today; notes on whose behalf if only as a deputy (`records.who.note_lender`)."""

    def is_asked(self, user: Any) -> bool:
        """Whether routes may ask an office that a user holds: whether the list of approvals is for them at all."""

    def name_of(self, user: Any) -> str:
        """The name of whoever answered, as papers print it."""


_known: list[Offices] = []


def register_offices(offices: Offices) -> None:
    """Name the source of offices; there is one."""
    _known[:] = [offices]


def offices() -> Offices:
    """The source of offices."""
    return _known[0]


def office_name(code: str) -> str:
    """An office in words, in the language of the moment."""
    return capfirst(str(offices().names().get(code, code)))
