"""What the menu offers of the programmes."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Programmes"),
        "programme_list",
        "book",
        "courses",
        20,
        lambda user: bool(permissions.view_programmes(user)),
        about=_("Programmes and their way through the council."),
    )
