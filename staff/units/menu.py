"""What the menu offers of units."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame import navigation
from staff.people.actors import has_person


def register_entries() -> None:
    """Add the entries."""
    navigation.register(
        _("Units"), "unit_list", "unit", "people", 40, has_person, about=_("Institutes, departments and offices.")
    )
