"""What the menu offers of deputies, and how their acts are called."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from ostu_qualification.core.records import history

from . import permissions

history.name_acts({"lend_role": _("role lent"), "end_delegation": _("lent role ended")})


def register_entries() -> None:
    """Add the entry."""
    navigation.register(
        _("Deputies"),
        "deputy_list",
        "people",
        "mine",
        70,
        lambda user: bool(permissions.view_deputies(user)),
        about=_("Who acts for whom, in which role, from when until when."),
    )
