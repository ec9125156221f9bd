"""How often one may try to log in: guessing becomes slow, and no stranger keeps the owner of an account out.

    attempt = log_in_limits.begin(request, written)
    if attempt.wait: …                                # refused unseen: so many seconds to wait
    if the password is right: attempt.succeed(response)

Whatever checks the password calls these two; nothing here knows how it is checked.

A device that has once logged in to an account counts by itself for this account: what strangers try meanwhile does not
concern it. Any other try counts by account and network, with a wait that grows; when an account is guessed at from
everywhere, this wait comes at once, but never a lock: the first try from a network always goes on. And it counts by
network alone against those who try one password on many accounts.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from ostu_qualification.core.words.phones import normalise_phone

from . import throttle
from .addresses import client_address, network_of
from .throttle import Limit, Try

HOUR = 3600
ORDINARY = Limit("log-in", free=5, first_wait=10, longest_wait=300, memory=HOUR)
WARY = Limit("log-in", free=1, first_wait=30, longest_wait=300, memory=HOUR)
SPRAYED = Limit("log-in from a network", free=60, first_wait=5, longest_wait=30, memory=600)
WARY_FROM = 20  # tries on one account within an hour, from all strange devices together
COOKIE, COOKIE_AGE = "device", 365 * 24 * HOUR
ACCOUNTS_OF_A_DEVICE = 10  # a computer of a department is used by several people


@dataclass
class Attempt:
    """One try to log in: `wait` is 0 when it may go on."""

    mark: str
    device: dict[str, Any]
    wait: int = 0
    tries: list[Try] = field(default_factory=list)

    def succeed(self, response: HttpResponse) -> None:
        """Take back this try, and no other, and let the device remember that it has logged in to this account."""
        self.take_back()
        others = [mark for mark in self.device["accounts"] if mark != self.mark]
        accounts = [*others, self.mark][-ACCOUNTS_OF_A_DEVICE:]
        response.set_cookie(
            COOKIE,
            signing.dumps({**self.device, "accounts": accounts}, salt=COOKIE),
            max_age=COOKIE_AGE,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )

    def take_back(self) -> None:
        """Count this try no longer."""
        for each in self.tries:
            each.take_back()
        self.tries = []


def begin(request: HttpRequest, written: str) -> Attempt:
    """Count a try to log in with an e-mail or phone, however it is written, before the password is looked at."""
    account = written.strip().lower() if "@" in written else normalise_phone(written) or written.strip().lower()
    mark = salted_hmac(COOKIE, account).hexdigest()[:16]
    device = _device(request)
    attempt = Attempt(mark, device)
    if mark in device["accounts"]:
        attempt.tries.append(throttle.begin(ORDINARY, f"{account} on {device['id']}"))
    else:
        network = network_of(client_address(request))
        tried, counted = throttle.tally("log-in to an account", account, memory=HOUR)
        limit = WARY if tried > WARY_FROM else ORDINARY
        attempt.tries += [counted, throttle.begin(SPRAYED, network), throttle.begin(limit, f"{account} from {network}")]
    attempt.wait = max(each.wait for each in attempt.tries)
    if attempt.wait:
        attempt.take_back()
    return attempt


def _device(request: HttpRequest) -> dict[str, Any]:
    """What the device's cookie says, which nobody but us can have written; a new device else."""
    try:
        device: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return {"id": get_random_string(16), "accounts": []}
    return device
