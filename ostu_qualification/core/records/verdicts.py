"""An answer to "may this be done": YES, or no with a reason that the user can read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True)
class Verdict:
    """Whether an act is allowed and, if not, why: the same answer for the button, the 403 page, the job and the API.

    `is_shown` tells that whoever asks may take the act in principle, only not now: the button stands there, with the
    reason in its place. Everyone else does not see it.
    """

    allowed: bool
    reason: str | Promise = ""
    is_shown: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise PermissionDenied with the reason unless the act is allowed."""
        if not self.allowed:
            raise PermissionDenied(str(self.reason))


YES = Verdict(True)


def no(reason: str | Promise) -> Verdict:
    """Refuse, saying why in the words of the office."""
    return Verdict(False, reason)


def not_yet(reason: str | Promise) -> Verdict:
    """Refuse for now, saying what has to happen first."""
    return Verdict(False, reason, is_shown=True)


def require(verdict: Verdict) -> None:
    """Raise PermissionDenied with the verdict's reason unless it allows the act."""
    verdict.require()
