"""Jobs of the staff app: the nightly reckoning, planning reminders, sending letters."""

import logging
import smtplib
from collections import Counter

from celery import shared_task
from django.core.mail import get_connection

from ostu_qualification.core.models import today

from . import cycle_check, cycles, reminders
from .letters import as_message
from .models import Letter
from .transitions import cancel_letters, claim_letters, confirm_letter, fail_letter

logger = logging.getLogger(__name__)
LETTERS_AT_ONCE = 100


@shared_task
def rebuild_cycles() -> int:
    """Reckon everyone whom the calendar has changed. Clauses 1.3, 6.1."""
    return cycles.rebuild_stale()


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
def send_reminders() -> int:
    """Send all letters whose day has come, in small claimed portions; returns how many were taken by the mail server."""
    sent = 0
    while claimed := claim_letters(LETTERS_AT_ONCE, today()):
        sent += _send(claimed)
    return sent


def _send(claimed: list[Letter]) -> int:
    sent = 0
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        logger.warning("the mail server does not answer: %s", type(problem).__name__)
        for letter in claimed:
            fail_letter(letter, problem=type(problem).__name__)
        return 0
    try:
        for letter in claimed:
            state = getattr(letter.person, "cycle", None)
            if not reminders.is_still_true(letter, state):
                cancel_letters([letter], reason="the date has moved")
                continue
            message = as_message(letter)
            message.connection = connection
            try:
                message.send()
            except (smtplib.SMTPException, OSError) as problem:
                logger.warning("letter %s was not taken: %s", letter.pk, type(problem).__name__)
                fail_letter(letter, problem=type(problem).__name__)
                continue
            confirm_letter(letter)
            sent += 1
    finally:
        connection.close()
    return sent
