"""An answer to "may this user do this": YES, or no with a reason the user can read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True)
class Verdict:
    """Whether an act is allowed and, if not, why: the same answer for the button, the 403 page and the job."""

    allowed: bool
    reason: str | Promise = ""

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


def require(verdict: Verdict) -> None:
    """Raise PermissionDenied with the verdict's reason unless it allows the act."""
    verdict.require()
