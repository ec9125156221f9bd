"""What the menu offers of boards, the list of people and one’s own page."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people import permissions as people_permissions
from staff.people.actors import has_person

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    _register_figures()
    navigation.register(
        _("My page"),
        "my_page",
        "person",
        "mine",
        20,
        has_person,
        about=_("Your cycle, your training and what comes next."),
    )
    navigation.register(
        _("People"),
        "person_list",
        "people",
        "people",
        30,
        lambda user: bool(people_permissions.view_people(user)),
        about=_("All staff with unit, post and next due date."),
    )
    navigation.register(
        _("My unit"),
        "my_unit",
        "people",
        "unit",
        25,
        lambda user: bool(permissions.view_unit_board(user)),
        about=_("The people of your unit, and who of them is due."),
    )


def _register_figures() -> None:
    navigation.register(
        _("Figures"),
        "university_board",
        "unit",
        "figures",
        24,
        lambda user: bool(permissions.view_boards(user)),
        about=_("How many are on time in each unit, and who is overdue."),
    )
    navigation.register(
        _("Forecast"),
        "forecast",
        "calendar",
        "figures",
        25,
        lambda user: bool(permissions.view_forecast(user)),
        about=_("Who falls due when, and whether there are places enough."),
    )
    navigation.register(
        _("Summary forms"),
        "summary_teaching",
        "list",
        "figures",
        70,
        lambda user: bool(permissions.view_boards(user)),
        about=_("Summary forms for reports."),
    )
