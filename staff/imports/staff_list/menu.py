"""What the menu offers of staff lists."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.imports import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Staff lists"),
        "roster_list",
        "import",
        "people",
        50,
        lambda user: bool(permissions.import_roster(user)),
        about=_("Staff lists from Excel: read, checked, applied."),
    )
