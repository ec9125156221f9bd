"""Who holds which office, for approvals: the roles of the staff."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.functional import Promise

from .actors import actor
from .models import RoleKind

ASKED = (
    RoleKind.OFFICER,
    RoleKind.HR_OFFICER,
    RoleKind.VICE_RECTOR,
    RoleKind.FINANCE_OFFICER,
    RoleKind.ACCOUNTANT,
    RoleKind.LAWYER,
    RoleKind.INTERNATIONAL_OFFICER,
)


class StaffOffices:
    """The roles as offices that can be asked."""

    def names(self) -> Mapping[str, str | Promise]:
        """All roles by their codes."""
        return dict(RoleKind.choices)

    def held_by(self, user: Any) -> Collection[str]:
        """The roles that a user holds today, lent ones too."""
        return actor(user).all_roles

    def holds(self, user: Any, office: str) -> bool:
        """Whether a user holds a role today, a lent one too."""
        return actor(user).holds(office)

    def is_asked(self, user: Any) -> bool:
        """Whether a user holds a role that answers for an office of the University."""
        return actor(user).holds(*ASKED)

    def name_of(self, user: Any) -> str:
        """Family name and initials of the person behind an account."""
        person = getattr(user, "person", None)
        return str(person.short_name) if person else str(user)
