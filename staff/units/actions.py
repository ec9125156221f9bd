"""What is kept of a unit without an order."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import NO_FIELDS, keep

from . import permissions
from .models import Unit


@transaction.atomic
def save_unit(unit: Unit, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> Unit:
    """Keep what needs no order: a unit that is entered, its kind, short name and names that are missing."""
    return keep(unit, fields, by=by, permission=permissions.edit_unit)
