"""What the menu offers of the register."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Register of certificates"),
        "register_list",
        "certificate",
        "papers",
        28,
        lambda user: bool(permissions.view_register(user)),
        about=_("The register of all certificates."),
    )
