"""What the menu offers of the amounts due."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Amounts due"),
        "due_list",
        "money",
        "money",
        70,
        lambda user: bool(permissions.view_dues(user)),
        about=_("What is to be paid for courses."),
    )
