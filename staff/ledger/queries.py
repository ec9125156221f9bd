"""Ledger lines that a user may see. Clause 4.4."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import Waits
from staff.people.actors import actor
from staff.people.models import RoleKind
from staff.people.permissions import READS_EVERYBODY
from staff.people.queries import people_for

from .models import TrainingRecord, TrainingSource
from .permissions import view_mobility


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


def mobility_for(user: Any) -> QuerySet[TrainingRecord]:
    """The mobility lines, for the international officer and the offices. Clause 6.2."""
    lines = TrainingRecord.objects.filter(source=TrainingSource.MOBILITY).select_related("person")
    return lines if view_mobility(user) else lines.none()


def without_papers(lines: QuerySet[TrainingRecord]) -> QuerySet[TrainingRecord]:
    """Journeys that are over and for which neither a report nor a document is there yet. Clause 6.2."""
    return lines.filter(
        state=TrainingRecord.State.CLAIMED,
        source=TrainingSource.MOBILITY,
        evidence="",
        report="",
        ended_on__lte=today(),
    )


def ready_to_decide(claims: QuerySet[TrainingRecord]) -> QuerySet[TrainingRecord]:
    """The claims on which an officer can decide: the training is over, and of a journey there is a paper. Clause 4.4."""
    return claims.filter(state=TrainingRecord.State.CLAIMED, ended_on__lte=today()).exclude(
        source=TrainingSource.MOBILITY, evidence="", report=""
    )


TO_DECIDE = Waits(
    sentence=ngettext_lazy("Decide on %(n)s claim of training", "Decide on %(n)s claims of training", "n"),
    records=lambda user: ready_to_decide(claims_for(user)),
    visible=lambda user: actor(user).holds(RoleKind.OFFICER),
    address=lambda: f"{reverse('training_list')}?state=claimed",
    since="created_at",
    page="training_detail",
    who=_("an officer of ИИжКББ"),
)
WITHOUT_PAPERS = Waits(
    sentence=ngettext_lazy(
        "Attach the report or document of %(n)s journey abroad",
        "Attach the reports or documents of %(n)s journeys abroad",
        "n",
    ),
    records=lambda user: without_papers(mobility_for(user)),
    visible=lambda user: actor(user).holds(RoleKind.INTERNATIONAL_OFFICER),
    address=lambda: f"{reverse('mobility_list')}?state=claimed",
    since="ended_on",
    page="training_detail",
)
