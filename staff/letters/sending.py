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
from .models import Letter, LetterProblem
from .transitions import cancel_letters, claim_letters, doubt_letter, doubt_lost_letters, fail_letter, pass_on
from .writing import as_message

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
    """Give the claimed letters to the mail server; the word that one was taken goes with the handing over of the next."""
    sent, taken = 0, None
    connection = get_connection()
    for index, letter in enumerate(claimed):
        if not reminders.is_still_true(letter, getattr(letter.person, "cycle", None)):
            cancel_letters([letter], reason=LetterProblem.MOVED)
            continue
        if not _is_open(connection, claimed[index:]):
            break
        is_ours = pass_on(taken, letter)
        taken = letter if is_ours and _is_taken(letter, connection) else None
        sent += taken is not None
    pass_on(taken, None)
    connection.close()
    return sent


def _is_open(connection: Any, left: list[Letter]) -> bool:
    """Whether the mail server listens; if not, the letters that are left wait for another round."""
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        logger.warning("the mail server does not answer: %s", type(problem).__name__)
        for letter in left:
            fail_letter(letter, problem=LetterProblem.UNREACHABLE)
        return False
    return True


def _is_taken(letter: Letter, connection: Any) -> bool:
    """Give one letter, handed over already, to the mail server; whether it took it. No letter holds up the others."""
    try:
        message = as_message(letter)
        message.connection = connection
        message.send()
    except ValueError as problem:  # a subject or address that mail cannot carry: said before any text goes out
        logger.error("letter %s cannot be written: %s", letter.pk, type(problem).__name__)
        fail_letter(letter, problem=LetterProblem.UNWRITTEN)
        connection.connection = None
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as problem:
        logger.warning("letter %s was refused: %s", letter.pk, type(problem).__name__)
        fail_letter(letter, problem=f"{LetterProblem.REFUSED}:{_code(problem)}")
    except Exception as problem:
        logger.warning("letter %s is in doubt: %s", letter.pk, type(problem).__name__)
        doubt_letter(letter, problem=LetterProblem.BROKEN)
        connection.connection = None
    else:
        return True
    return False


def _code(problem: Exception) -> str:
    """The server's code for its refusal, without its words: they may hold an address."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return str(next((code for code, _ in problem.recipients.values()), ""))
    return str(getattr(problem, "smtp_code", ""))
