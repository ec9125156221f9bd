"""What approvals add to the menu."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions
from .offices import offices


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("For approval"), "approval_list", "done", "university", 22, lambda user: offices().is_asked(user)
    )
    navigation.register(
        _("Routes of approval"), "route_list", "rules", "university", 93, lambda user: bool(permissions.set_route(user))
    )
