"""Who acts: a user, or the system itself, said explicitly. A missing actor is a mistake, never a right.

An acting deputy acts on behalf of whoever lent the role; the permissions note it here while they are asked, and the kernel
writes it into the history.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeAlias

from django.http import HttpRequest

from ostu_qualification.core.models import User


class System:
    """The system itself: a timer, a job, or what follows from another act. It needs no permission."""

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Final = System()
Who: TypeAlias = User | System


def user_of(by: Who) -> User | None:
    """The account that acts, none for the system."""
    return None if isinstance(by, System) else by


def acting(request: HttpRequest) -> User:
    """The account behind a request whose view needs a log-in."""
    assert isinstance(request.user, User)
    return request.user


_lenders: ContextVar[list[User] | None] = ContextVar("lenders", default=None)


def note_lender(lender: User) -> None:
    """Note that a right which is being asked for is held as somebody's deputy alone."""
    noted = _lenders.get()
    if noted is not None and lender not in noted:
        noted.append(lender)


@contextmanager
def lenders_noted() -> Iterator[list[User]]:
    """Collect on whose behalf the rights are held that are asked for within."""
    noted: list[User] = []
    token = _lenders.set(noted)
    try:
        yield noted
    finally:
        _lenders.reset(token)


def lenders() -> list[User]:
    """On whose behalf the present act is taken: those whose lent rights it needed."""
    return list(_lenders.get() or [])
