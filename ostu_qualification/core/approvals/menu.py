"""What approvals add to the menu."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions
from .offices import offices


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("For approval"),
        "approval_list",
        "done",
        "papers",
        22,
        lambda user: offices().is_asked(user),
        about=_("Documents on which your office is asked."),
    )
    navigation.register(
        _("Routes of approval"),
        "route_list",
        "rules",
        "system",
        93,
        lambda user: bool(permissions.set_route(user)),
        about=_("Which offices are asked before a document is signed."),
    )
