"""The acts that orders cite: entered, changed and ended by the office. Section 2.

Orders that are drafted keep the words they were drafted with.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import keep

from . import permissions
from .models import LegalGround


def save_ground(ground: LegalGround, fields: Mapping[str, Any], *, by: Who) -> LegalGround:
    """Enter an act that orders cite from now on, or change it, its last day included. Section 2."""
    act = "add_ground" if ground.pk is None else "edit_ground"
    return keep(ground, fields, by=by, permission=permissions.edit_ground, act=act)


history.name_acts(
    {
        "add_ground": gettext_lazy("legal ground entered"),
        "edit_ground": gettext_lazy("legal ground changed"),
    }
)
