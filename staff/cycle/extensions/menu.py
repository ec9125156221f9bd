"""What the menu offers of extensions and pauses."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Extensions"),
        "extension_list",
        "calendar",
        "university",
        38,
        lambda user: bool(permissions.view_extensions(user)),
    )
    navigation.register(
        _("Pauses"),
        "pause_list",
        "calendar",
        "university",
        39,
        lambda user: bool(permissions.view_extensions(user)),
    )
