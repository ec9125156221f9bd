"""Ledger lines that a user may see. Clause 4.4."""

from typing import Any

from django.db.models import Q, QuerySet

from staff.people.actors import actor
from staff.people.models import RoleKind
from staff.people.permissions import READS_EVERYBODY
from staff.people.queries import people_for

from .models import TrainingRecord, TrainingSource


def ledger_for(user: Any) -> QuerySet[TrainingRecord]:
    """The ledger lines of the people a user may see. Clause 4.4."""
    lines = TrainingRecord.objects.select_related("person")
    if actor(user).holds(*READS_EVERYBODY):
        return lines
    visible = Q(person__in=people_for(user))
    if actor(user).holds(RoleKind.INTERNATIONAL_OFFICER):
        visible |= Q(source=TrainingSource.MOBILITY)
    return lines.filter(visible)


def claims_for(user: Any) -> QuerySet[TrainingRecord]:
    """The claims that wait for a decision, the oldest first. Clauses 4.4, 6.1."""
    return ledger_for(user).filter(state=TrainingRecord.State.CLAIMED).order_by("created_at")
