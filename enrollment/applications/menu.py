"""What the menu offers of the applications."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people.actors import actor


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Applications"),
        "application_list",
        "list",
        "courses",
        30,
        lambda user: actor(user).person is not None,
        about=_("Applications for courses, and where each of them stands."),
    )
