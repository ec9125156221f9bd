"""What the menu offers of one’s own data, requests about it and the passport."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people import permissions as people_permissions
from staff.people.actors import has_person

from . import permissions


def register_entries() -> None:
    """Add the entries."""
    navigation.register(_("My data"), "my_data", "list", "mine", 80, has_person)
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
        lambda user: bool(people_permissions.edit_consent_texts(user)),
    )
    navigation.register(
        _("Passport of the array"),
        "passport_page",
        "book",
        "university",
        96,
        lambda user: bool(permissions.view_passport(user)),
    )
