"""The preview of a list of past training, told line by line in the reader's language."""

import datetime as dt
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.words.folding import fold

from .messages import message_for

ABOUT = {
    "new": _("new lines"),
    "known": _("lines kept already"),
    "refused": _("lines not taken"),
    "skipped": _("rows left out"),
    "due": _("due dates before and after"),
}


class PreviewLine(NamedTuple):
    """A row of the list: where it stands, whom it is about, and what is to be said of it."""

    place: str
    name: str
    title: str
    hours: int | None
    ended_on: dt.date | None
    texts: list[str]


class PreviewDue(NamedTuple):
    """Someone's next due date before and after the list."""

    name: str
    before: dt.date | None
    after: dt.date | None


def lines(kept: dict[str, Any], *, about: str = "", name: str = "") -> list[PreviewLine]:
    """The rows with a status, or all of them; those of people whose name holds every word."""
    rows = [
        PreviewLine(
            f"{each['sheet']}, {each['row']}",
            each["name"],
            each["title"],
            each["hours"] or None,
            _day(each["ended_on"]),
            list(map(message_for, each["what"])),
        )
        for each in kept.get("lines", [])
        if about in ("", each["status"])
    ]
    if about in ("", "skipped"):
        rows += [
            PreviewLine(f"{sheet}, {row}" if row else sheet, "", written, None, None, [message_for(kind)])
            for sheet, row, written, kind in kept.get("skipped", [])
        ]
    return [each for each in rows if _has(each.name, name)]


def unread_sheets(kept: dict[str, Any]) -> list[str]:
    """The sheets whose heading was not understood."""
    return [sheet for sheet, _row, _written, kind in kept.get("skipped", []) if kind == "no_heading"]


def due_dates(kept: dict[str, Any], *, name: str = "") -> list[PreviewDue]:
    """The people with a new line and their due dates; those whose date changes come first."""
    found = [
        PreviewDue(each["name"], _day(each["before"]), _day(each["after"]))
        for each in kept.get("due", [])
        if _has(each["name"], name)
    ]
    return sorted(found, key=lambda each: each.before == each.after)


def _has(name: str, written: str) -> bool:
    return all(word in fold(name) for word in fold(written).split())


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
