"""What the staff app adds to the menu."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation

from . import permissions
from .actors import actor


def has_person(user: object) -> bool:
    """Whether the account belongs to somebody."""
    return actor(user).person is not None


def register_entries() -> None:
    """Add the entries."""
    _register_boards()
    _register_ledger()
    _register_reliefs()
    _register_duplicates()
    navigation.register(_("My page"), "my_page", "person", "mine", 20, has_person)
    navigation.register(_("My data"), "my_data", "list", "mine", 80, has_person)
    navigation.register(
        _("Letters"), "letter_list", "letter", "university", 60, lambda user: bool(permissions.view_outbox(user))
    )
    navigation.register(
        _("People"), "person_list", "people", "university", 30, lambda user: bool(permissions.view_people(user))
    )
    navigation.register(_("Units"), "unit_list", "unit", "university", 40, has_person)
    navigation.register(
        _("Organisations"),
        "organisation_list",
        "unit",
        "university",
        42,
        lambda user: bool(permissions.view_organisations(user)),
    )
    navigation.register(
        _("Staff lists"),
        "roster_list",
        "import",
        "university",
        50,
        lambda user: bool(permissions.import_roster(user)),
    )
    navigation.register(
        _("Policy settings"),
        "policy_list",
        "rules",
        "university",
        90,
        lambda user: bool(permissions.view_policies(user)),
    )


def _register_boards() -> None:
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
        _("Forecast"), "forecast", "calendar", "university", 25, lambda user: bool(permissions.view_forecast(user))
    )
    navigation.register(
        _("Summary forms"),
        "summary_teaching",
        "list",
        "university",
        70,
        lambda user: bool(permissions.view_boards(user)),
    )


def _register_ledger() -> None:
    navigation.register(
        _("Training ledger"),
        "training_list",
        "book",
        "university",
        35,
        lambda user: bool(permissions.view_people(user)),
    )
    navigation.register(
        _("Mobility abroad"),
        "mobility_list",
        "book",
        "university",
        37,
        lambda user: bool(permissions.view_mobility(user)),
    )
    navigation.register(
        _("Past training"),
        "history_list",
        "import",
        "university",
        52,
        lambda user: bool(permissions.import_history(user)),
    )


def _register_duplicates() -> None:
    navigation.register(
        _("Possible duplicates"),
        "duplicate_list",
        "people",
        "university",
        48,
        lambda user: bool(permissions.merge_people(user)),
    )


def _register_reliefs() -> None:
    navigation.register(
        _("Extensions"),
        "extension_list",
        "calendar",
        "university",
        38,
        lambda user: bool(permissions.view_reliefs(user)),
    )
    navigation.register(
        _("Pauses"), "pause_list", "calendar", "university", 39, lambda user: bool(permissions.view_reliefs(user))
    )
    navigation.register(
        _("Requests about data"),
        "data_request_list",
        "list",
        "university",
        92,
        lambda user: bool(permissions.view_data_requests(user)),
    )
    navigation.register(
        _("Consent texts"),
        "consent_text_list",
        "rules",
        "university",
        94,
        lambda user: bool(permissions.edit_consent_texts(user)),
    )
    navigation.register(
        _("Passport of the array"),
        "passport_page",
        "book",
        "university",
        96,
        lambda user: bool(permissions.view_passport(user)),
    )
