"""What the menu offers of one’s own data, requests about it and the passport."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people import permissions as people_permissions
from staff.people.actors import has_person

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("My data"),
        "my_data",
        "list",
        "mine",
        80,
        has_person,
        about=_("What is kept about you, and who has looked at it."),
    )
    navigation.register(
        _("Requests about data"),
        "data_request_list",
        "list",
        "system",
        92,
        lambda user: bool(permissions.view_data_requests(user)),
        about=_("What people ask about their data."),
    )
    navigation.register(
        _("Consent texts"),
        "consent_text_list",
        "rules",
        "system",
        94,
        lambda user: bool(people_permissions.edit_consent_texts(user)),
        about=_("The texts to which people consent."),
    )
    navigation.register(
        _("Passport of the array"),
        "passport_page",
        "book",
        "system",
        96,
        lambda user: bool(permissions.view_passport(user)),
        about=_("What the University says about its array of personal data."),
    )
