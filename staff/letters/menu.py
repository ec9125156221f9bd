"""What the menu offers of letters."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Letters"),
        "letter_list",
        "letter",
        "system",
        60,
        lambda user: bool(permissions.view_outbox(user)),
        about=_("What was sent to whom, and what waits."),
    )
