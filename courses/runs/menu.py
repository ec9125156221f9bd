"""What the menu offers of the runs and the catalogue."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Course runs"),
        "run_list",
        "calendar",
        "courses",
        22,
        lambda user: bool(permissions.view_runs(user)),
        about=_("Courses with their dates, places and states."),
        short=_("Courses"),
    )
