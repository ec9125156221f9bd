"""Jobs of the staff app: the nightly reckoning, planning reminders, sending letters."""

import logging
from collections import Counter

from celery import shared_task

from ostu_qualification.core.models import today

from . import cycle_check, cycles, digests, reminders, sending
from .models import PolicyDraft
from .transitions import reckon_draft

logger = logging.getLogger(__name__)


@shared_task
def rebuild_cycles() -> int:
    """Reckon everyone whom the calendar has changed. Clauses 1.3, 6.1."""
    return cycles.rebuild_stale()


@shared_task
def rebuild_every_cycle() -> int:
    """Reckon everyone, since the numbers of the rules have changed; who is to be reminded is looked at anew. Clause 1.3."""
    return cycles.rebuild_everyone()


@shared_task
def reckon_policy_draft(draft_id: int) -> None:
    """Reckon the effect of a draft on all staff, unless it was discarded meanwhile. Clause 1.3."""
    if draft := PolicyDraft.objects.filter(pk=draft_id, state=PolicyDraft.State.WAITING).first():
        reckon_draft(draft, by=None)


@shared_task
def check_cycles() -> int:
    """Find stored cycles that differ and people without a place in the cycle; the log gets counts alone. Clause 6.1."""
    kinds = Counter(found.kind for found in cycle_check.check_cycles())
    if kinds:
        logger.warning("cycles checked: %s", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return kinds.total()


@shared_task
def plan_reminders() -> int:
    """Plan today's reminders, upon cycles that are up to date. Clauses 1.3, 6.1."""
    cycles.rebuild_stale()
    return reminders.plan_reminders()


@shared_task
def plan_digests() -> int:
    """Plan the digests of this month for heads, ИИжКББ and the rector, if they are not planned yet. Clauses 5.3, 6.1."""
    cycles.rebuild_stale()
    return digests.plan_digests()


@shared_task
def send_reminders() -> int:
    """Send all letters whose day has come; returns how many were taken by the mail server. Clause 6.1."""
    return sending.send_due(today())
