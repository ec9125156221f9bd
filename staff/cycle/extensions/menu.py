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
        "training",
        38,
        lambda user: bool(permissions.view_extensions(user)),
        about=_("Due dates moved on, for one person or many."),
    )
    navigation.register(
        _("Pauses"),
        "pause_list",
        "calendar",
        "training",
        39,
        lambda user: bool(permissions.view_extensions(user)),
        about=_("Leaves during which the term does not run."),
    )
