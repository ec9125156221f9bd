"""A calendar as a file that every calendar program reads (RFC 5545). Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LINE = 75


@dataclass(frozen=True)
class Event:
    """Something on a day, or on all days until another one; `key` stays the same for ever."""

    key: str
    text: str
    on: dt.date
    until: dt.date | None = None
    url: str = ""


def calendar(name: str, events: Iterable[Event], *, host: str, stamp: dt.datetime) -> bytes:
    """All events as one calendar; `stamp` is the moment it was made, in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//staff//EN", f"X-WR-CALNAME:{escape(name)}"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.key}@{host}",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{(event.until or event.on) + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escape(event.text)}",
            *([f"URL:{event.url}"] if event.url else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def escape(text: str) -> str:
    r"""A text as the format wants it.

    >>> escape("бир; эки, үч")
    'бир\\; эки\\, үч'
    """
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def fold(line: str) -> str:
    """A line broken so that no part is longer than 75 bytes, and no letter is cut."""
    parts, current, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            parts.append(current)
            current, size = "", 1
        current, size = current + letter, size + width
    return "\r\n ".join([*parts, current])
