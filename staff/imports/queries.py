"""Lists that were uploaded, and the doubts that they left. Clause 4.4."""

from typing import Any

from django.db.models import QuerySet

from .models import ImportDecision, PastTrainingImport, RosterImport
from .permissions import import_past_training, import_roster


def rosters_for(user: Any) -> QuerySet[RosterImport]:
    """The staff lists that were uploaded."""
    return RosterImport.objects.all() if import_roster(user) else RosterImport.objects.none()


def past_lists_for(user: Any) -> QuerySet[PastTrainingImport]:
    """The lists of past training that were uploaded. Clause 4.4."""
    return PastTrainingImport.objects.all() if import_past_training(user) else PastTrainingImport.objects.none()


def decisions_for(user: Any) -> QuerySet[ImportDecision]:
    """The doubtful cells of staff lists, settled ones too."""
    return ImportDecision.objects.filter(roster__in=rosters_for(user)).select_related("person", "roster")


def open_decisions_for(user: Any) -> QuerySet[ImportDecision]:
    """The doubtful cells that nobody has settled or left aside, in the order of their lists."""
    return decisions_for(user).filter(state=ImportDecision.State.OPEN).order_by("-roster", "pk")
