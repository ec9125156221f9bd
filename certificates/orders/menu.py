"""What the menu offers of the orders."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people.actors import actor


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Orders"),
        "order_list",
        "order",
        "papers",
        26,
        lambda user: actor(user).person is not None,
        about=_("Orders from the draft to the signature."),
    )
