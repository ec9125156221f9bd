"""Lists that were uploaded, and the doubts that they left. Clause 4.4."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.workflow.waits import Waits

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


LISTS_TO_APPLY = Waits(
    sentence=ngettext_lazy("Apply %(n)s staff list", "Apply %(n)s staff lists", "n"),
    records=lambda user: rosters_for(user).filter(state=RosterImport.State.PREVIEW),
    visible=lambda user: bool(import_roster(user)),
    address=lambda: reverse("roster_list"),
    since="uploaded_at",
    page="roster_detail",
    who=_("Human Resources"),
)
CELLS_TO_SETTLE = Waits(
    sentence=ngettext_lazy("Settle %(n)s doubtful cell", "Settle %(n)s doubtful cells", "n"),
    records=lambda user: decisions_for(user).filter(state=ImportDecision.State.OPEN),
    visible=lambda user: bool(import_roster(user)),
    address=lambda: reverse("decision_list"),
    since="roster__uploaded_at",
    page="decision_detail",
    who=_("Human Resources"),
)
PAST_LISTS_TO_APPLY = Waits(
    sentence=ngettext_lazy("Apply %(n)s list of past training", "Apply %(n)s lists of past training", "n"),
    records=lambda user: past_lists_for(user).filter(state=PastTrainingImport.State.PREVIEW),
    visible=lambda user: bool(import_past_training(user)),
    address=lambda: reverse("past_training_list"),
    since="uploaded_at",
    page="past_training_detail",
    who=_("an officer of ИИжКББ"),
)
