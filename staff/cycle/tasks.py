"""Jobs of the night: cycles reckoned and checked, the letters that follow from them planned."""

import logging
from collections import Counter

from celery import shared_task

from staff.letters import digests, reminders

from . import checking, stored

logger = logging.getLogger(__name__)


@shared_task
def rebuild_cycles() -> int:
    """Reckon everyone whom the calendar has changed. Clauses 1.3, 6.1."""
    return stored.rebuild_stale()


@shared_task
def rebuild_every_cycle() -> int:
    """Reckon everyone, since the numbers of the rules have changed; who is to be reminded is looked at anew. Clause 1.3."""
    return stored.rebuild_everyone()


@shared_task
def check_cycles() -> int:
    """Find stored cycles that differ and people without a place in the cycle; the log gets counts alone. Clause 6.1."""
    kinds = Counter(found.kind for found in checking.check_cycles())
    if kinds:
        logger.warning("cycles checked: %s", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return kinds.total()


@shared_task
def plan_reminders() -> int:
    """Plan today's reminders, upon cycles that are up to date. Clauses 1.3, 6.1."""
    stored.rebuild_stale()
    return reminders.plan_reminders()


@shared_task
def plan_digests() -> int:
    """Plan the digests of this month for heads, ИИжКББ and the rector, if they are not planned yet. Clauses 5.3, 6.1."""
    stored.rebuild_stale()
    return digests.plan_digests()
