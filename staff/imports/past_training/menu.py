"""What the menu offers of lists of past training."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.imports import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Past training"),
        "past_training_list",
        "import",
        "training",
        52,
        lambda user: bool(permissions.import_past_training(user)),
        about=_("Past training from lists in Excel."),
    )
