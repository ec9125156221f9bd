"""What the menu offers of outside organisations."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Organisations"),
        "organisation_list",
        "unit",
        "people",
        42,
        lambda user: bool(permissions.view_organisations(user)),
        about=_("Organisations from which participants come."),
    )
