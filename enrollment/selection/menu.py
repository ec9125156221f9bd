"""What the menu offers of the selection."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Selection lists"),
        "selection_list",
        "list",
        "courses",
        24,
        lambda user: bool(permissions.view_selections(user)),
        about=_("Who is proposed for which place, and why."),
    )
