"""What the menu offers of the certificates."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people.actors import actor


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Certificates"),
        "certificate_list",
        "certificate",
        "papers",
        40,
        lambda user: actor(user).person is not None,
        about=_("Certificates that have been issued."),
    )
