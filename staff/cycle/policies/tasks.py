"""The job that reckons the effect of new numbers. Clause 1.3."""

from celery import shared_task

from ostu_qualification.core.records.who import SYSTEM

from .models import PolicyDraft
from .transitions import reckon_draft


@shared_task
def reckon_policy_draft(draft_id: int) -> None:
    """Reckon the effect of a draft on all staff, unless it was discarded meanwhile. Clause 1.3."""
    if draft := PolicyDraft.objects.filter(pk=draft_id, state=PolicyDraft.State.WAITING).first():
        reckon_draft(draft, by=SYSTEM)
