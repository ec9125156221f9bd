"""What the menu offers of boards, the list of people and one’s own page."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people import permissions as people_permissions
from staff.people.actors import has_person

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(_("My page"), "my_page", "person", "mine", 20, has_person)
    navigation.register(
        _("People"), "person_list", "people", "university", 30, lambda user: bool(people_permissions.view_people(user))
    )
    navigation.register(
        _("My unit"), "my_unit", "people", "unit", 25, lambda user: bool(permissions.view_unit_board(user))
    )
    navigation.register(
        _("Figures"),
        "university_board",
        "unit",
        "university",
        24,
        lambda user: bool(permissions.view_boards(user)),
    )
    navigation.register(
        _("Forecast"),
        "forecast",
        "calendar",
        "university",
        25,
        lambda user: bool(permissions.view_forecast(user)),
    )
    navigation.register(
        _("Summary forms"),
        "summary_teaching",
        "list",
        "university",
        70,
        lambda user: bool(permissions.view_boards(user)),
    )
