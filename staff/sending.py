"""Sending letters exactly once, whatever crashes, restarts or runs twice. Clause 6.1.

A letter is claimed, handed over, sent, confirmed, and each word is committed before the next. Who dies before the handing
over has sent nothing: the letter is claimed anew. Who dies after it leaves a letter of which nobody knows: it is doubted,
never sent again by itself and never forgotten, until an officer sends it again or counts it as sent.
"""

import datetime as dt
import logging
import smtplib
from typing import Any

from django.core.mail import get_connection

from . import reminders
from .letters import as_message
from .models import Letter
from .models.letters import LetterProblem
from .transitions import (
    cancel_letters,
    claim_letters,
    confirm_letter,
    doubt_letter,
    doubt_lost_letters,
    fail_letter,
    hand_letter,
)

logger = logging.getLogger(__name__)
LETTERS_AT_ONCE = 100


def send_due(on: dt.date) -> int:
    """Send all letters whose day has come, in claimed portions; returns how many the mail server took."""
    doubt_lost_letters()
    sent = 0
    while claimed := claim_letters(LETTERS_AT_ONCE, on):
        sent += _send(claimed)
    return sent


def _send(claimed: list[Letter]) -> int:
    sent = 0
    connection = get_connection()
    for index, letter in enumerate(claimed):
        if not reminders.is_still_true(letter, getattr(letter.person, "cycle", None)):
            cancel_letters([letter], reason=LetterProblem.MOVED)
            continue
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as problem:
            logger.warning("the mail server does not answer: %s", type(problem).__name__)
            for each in claimed[index:]:
                fail_letter(each, problem=LetterProblem.UNREACHABLE)
            break
        sent += _hand_over(letter, connection)
    connection.close()
    return sent


def _hand_over(letter: Letter, connection: Any) -> int:
    """Give one letter to the mail server; 1 when it took it."""
    if not hand_letter(letter):
        return 0
    message = as_message(letter)
    message.connection = connection
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as problem:
        logger.warning("letter %s was refused: %s", letter.pk, type(problem).__name__)
        fail_letter(letter, problem=f"{LetterProblem.REFUSED}:{_code(problem)}")
    except (smtplib.SMTPException, OSError) as problem:
        logger.warning("letter %s is in doubt: %s", letter.pk, type(problem).__name__)
        doubt_letter(letter, problem=LetterProblem.BROKEN)
        connection.connection = None
    else:
        confirm_letter(letter)
        return 1
    return 0


def _code(problem: Exception) -> str:
    """The server's code for its refusal, without its words: they may hold an address."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return str(next((code for code, _ in problem.recipients.values()), ""))
    return str(getattr(problem, "smtp_code", ""))
