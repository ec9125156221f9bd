"""What the menu offers of mergings."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Possible duplicates"),
        "duplicate_list",
        "people",
        "people",
        48,
        lambda user: bool(permissions.merge_people(user)),
        about=_("People who may have been entered twice."),
    )
