"""Requests of everybody to everything, each taken back: what is open to whom, and what breaks."""

import os
from difflib import unified_diff
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.world import World

ROLES = (
    "nobody", "staff", "owner", "head", "officer", "hr", "council", "vice_rector", "rector", "finance", "auditor",
    "administrator", "international", "outside",
)  # fmt: skip
KEPT = Path(__file__).with_name("openings.txt")
CLOSED = "xl-"
HEAD = f"""What is open to whom: a sign for each of {" ".join(ROLES)}
`.` a page, `d` done or sent on, `r` sent back with the record as it was, `e` a form with errors, `x` 403 or 404, `l` sent to the log-in, `n` not possible now, `-` no such method, `w` told to wait,
a blank where nobody was asked: of those who are shown a page two are enough"""


class Walk:
    """One client for each role, in a world with one record of every kind."""

    def __init__(self, world: World, cast: dict[str, Any]) -> None:
        self.world = world
        self.clients = {role: Client(raise_request_exception=False) for role in ROLES}
        for role, person in cast.items():
            self.clients[role].force_login(person.user)
        self.broken: list[str] = []
        self.watched: Any = None

    def ask(self, role: str, method: str, address: str, data: Any = None) -> str:
        """The sign of an answer, after everything was put back: rows as well as cookies."""
        client = self.clients[role]
        cookies = client.cookies.copy()
        with transaction.atomic():
            answer: Any = getattr(client, method)(address, data)
            is_sent_back = answer.status_code == 302 and self.watched is not None and not self._is_changed()
            transaction.set_rollback(True)
        client.cookies = cookies
        for close in answer._resource_closers:
            close()
        if answer.status_code >= 500:
            self.broken.append(f"{role} {method} {address}: {why(answer)}")
        return "r" if is_sent_back and "/log-in/" not in answer.headers["Location"] else sign_of(answer)

    def _is_changed(self) -> bool:
        """Whether the record that is watched is in another state by now."""
        record = self.watched
        return type(record)._base_manager.values_list("state", flat=True).get(pk=record.pk) != record.state

    def row(self, method: str, name: str, arguments: dict[str, Any], roles: tuple[str, ...] = ROLES) -> str:
        """The signs of one address for all roles; a blank for those who are not asked."""
        address = reverse(name, kwargs=arguments)
        return "".join(self.ask(role, method, address) if role in roles else " " for role in ROLES)


def why(answer: Any) -> str:
    """What broke: the exception and where."""
    if not answer.exc_info:
        return str(answer.status_code)
    _kind, problem, trace = answer.exc_info
    place = [frame for frame in extract_tb(trace) if "site-packages" not in frame.filename][-1]
    return f"{problem!r} in {Path(place.filename).name}:{place.lineno}"


def sign_of(answer: HttpResponse) -> str:
    """What an answer means."""
    signs = {200: ".", 422: "e", 403: "x", 404: "x", 405: "-", 409: "n", 429: "w"}
    if answer.status_code == 302:
        return "l" if "/log-in/" in answer.headers["Location"] else "d"
    return signs.get(answer.status_code, "!")


def differences(part: str, found: list[str]) -> str:
    """How the openings found differ from those kept; UPDATE_OPENINGS=1 keeps them, to be looked at line by line."""
    parts = _read()
    kept = parts.get(part, [])
    if os.environ.get("UPDATE_OPENINGS"):
        parts[part] = found
        KEPT.write_text(
            HEAD + "\n" + "".join(f"\n== {name}\n" + "\n".join(rows) + "\n" for name, rows in parts.items())
        )
        return ""
    return "\n".join(unified_diff(kept, found, "kept", "found", lineterm="", n=0))


def _read() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    name = ""
    for line in KEPT.read_text().splitlines() if KEPT.exists() else []:
        if line.startswith("== "):
            name = line[3:]
        elif name and line:
            parts.setdefault(name, []).append(line)
    return parts
