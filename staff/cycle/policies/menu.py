"""What the menu offers of the numbers of the rules."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Policy settings"),
        "policy_list",
        "rules",
        "system",
        90,
        lambda user: bool(permissions.view_policies(user)),
        about=_("The numbers that the rules reckon with."),
    )
