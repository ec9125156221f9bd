"""Units whose forecast a user may see. Clauses 1.4, 5.3."""

from typing import Any

from django.db.models import QuerySet

from staff.people.actors import actor
from staff.people.permissions import READS_EVERYBODY
from staff.units.models import Unit


def units_to_forecast(user: Any) -> QuerySet[Unit]:
    """The units whose forecast a user may see: all for the offices, the headed ones for a head. Clauses 1.4, 5.3."""
    units = Unit.objects.filter(closed_on__isnull=True)
    me = actor(user)
    return units if me.holds(*READS_EVERYBODY) else units.filter(pk__in=me.headed_unit_ids)
