"""Every change of a letter's state: claimed, handed over, confirmed, doubted, settled by officers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import SYSTEM, Who
from ostu_qualification.core.workflow.jobs import after_commit
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff.people.models import Person

from . import effects, permissions, queries
from .models import Letter, LetterProblem

Outbox = Letter.State
CLAIM_IS_LOST_AFTER = dt.timedelta(minutes=15)
RETRY_AFTER = dt.timedelta(minutes=9)
ATTEMPTS = 100


@step(
    Letter,
    sources=[Outbox.PLANNED, Outbox.FAILED],
    target=Outbox.SENT,
    permission=permissions.tell_by_hand,
    clause="6.1",
    label=_("I told them"),
    past=_("told by hand"),
    done=_("It is noted that you told them."),
    effects=effects.of_telling,
    waits_for=queries.TO_TELL,
)
def tell_by_hand(letter: Letter, *, by: Who) -> None:
    """Note that someone without e-mail was told by a colleague, by WhatsApp for example. Clause 6.1."""
    letter.sent_at = timezone.now()


@step(
    Letter,
    sources=[Outbox.DOUBTFUL],
    target=Outbox.SENT,
    permission=permissions.settle_letter,
    clause="6.1",
    label=_("Count as sent"),
    past=_("counted as sent"),
    done=_("The letter counts as sent."),
    effects=effects.of_counting,
    waits_for=queries.DOUBTFUL,
)
def count_as_sent(letter: Letter, *, by: Who) -> None:
    """Count a letter that may have gone out as sent: the mail server knows it, or the person does. Clause 6.1."""
    letter.sent_at = letter.handed_at


@step(
    Letter,
    sources=[Outbox.DOUBTFUL],
    target=Outbox.PLANNED,
    permission=permissions.settle_letter,
    clause="6.1",
    label=_("Send again"),
    past=_("sent again"),
    done=_("The letter goes out once more."),
    possible=permissions.has_address,
    effects=effects.of_sending_again,
)
def send_again(letter: Letter, *, by: Who) -> Afterwards:
    """Send a letter that may have gone out once more, under the same Message-ID. Clause 6.1."""
    letter.claimed_at = letter.handed_at = None
    return lambda: after_commit("staff.letters.tasks.send_reminders")


@step(
    Letter,
    sources=[Outbox.FAILED],
    target=Outbox.PLANNED,
    permission=permissions.settle_letter,
    clause="6.1",
    label=_("Try again"),
    past=_("tried again"),
    done=_("The letter is tried once more."),
    possible=permissions.has_address,
    effects=effects.of_trying_again,
    waits_for=queries.FAILED,
)
def retry_letter(letter: Letter, *, by: Who) -> Afterwards:
    """Try a letter that was not taken once more, now. Clause 6.1."""
    letter.claimed_at = letter.handed_at = None
    return lambda: after_commit("staff.letters.tasks.send_reminders")


@step(
    Letter,
    sources=[Outbox.PLANNED, Outbox.FAILED],
    target=Outbox.CANCELLED,
    permission=permissions.cancel_letter,
    clause="6.1",
    label=_("Cancel the letter"),
    past=_("letter cancelled"),
    done=_("The letter is cancelled."),
    effects=effects.of_cancelling,
    is_dangerous=True,
)
def cancel_letter(letter: Letter, *, by: Who, reason: str) -> None:
    """Keep a letter from going out. Clause 6.1."""
    letter.problem = reason


def cancel_letters(letters: Sequence[Letter], *, reason: str) -> None:
    """Cancel many letters that are no longer true, each with its history line."""
    Letter.objects.filter(pk__in=[each.pk for each in letters]).update(state=Outbox.CANCELLED, problem=reason)
    history.record_many(letters, "cancel_letter", by=SYSTEM, reason=reason)


def cancel_unsent(keys: Iterable[str]) -> None:
    """Cancel what has not gone out of these letters: something happened that makes them untrue. Clause 6.1."""
    waiting = Letter.objects.filter(key__in=list(keys), state__in=cancel_letter.step.sources).order_by("pk")
    cancel_letters(list(waiting.select_for_update(of=("self",), no_key=True)), reason=LetterProblem.OVERTAKEN)


def forget_address(person: Person, *, but: str) -> None:
    """Write to someone's erased address no more, and keep it in no letter; only the letter with this key still goes out.

    What is waiting, or claimed and not handed over yet, waits as for anybody without e-mail: to be told in person.
    """
    letters = person.letters.exclude(key=but)
    letters.filter(state=Outbox.CLAIMED, handed_at__isnull=True).update(state=Outbox.PLANNED, claimed_at=None)
    letters.update(address="")


def claim_letters(limit: int, on: dt.date) -> list[Letter]:
    """Claim letters for this worker alone: committed before the first of them is sent.

    A claim that a dead worker left behind, or that a clock put into the future, is taken up again when its letter was
    never handed over. Each claim counts the attempts up, and only the latest claim may hand over.
    """
    now = timezone.now()
    lost = Q(claimed_at__lt=now - CLAIM_IS_LOST_AFTER) | Q(claimed_at__gt=now + CLAIM_IS_LOST_AFTER)
    failed = Q(state=Outbox.FAILED, attempts__lt=ATTEMPTS, claimed_at__lt=now - RETRY_AFTER)
    waiting = Q(state=Outbox.PLANNED) | failed | (Q(state=Outbox.CLAIMED, handed_at__isnull=True) & lost)
    with transaction.atomic():
        rows = Letter.objects.filter(waiting, send_on__lte=on).exclude(address="").order_by("send_on", "pk")
        rows = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked, of=("self",))
        claimed = list(rows.select_related("person__cycle")[:limit])
        Letter.objects.filter(pk__in=[each.pk for each in claimed]).update(
            state=Outbox.CLAIMED, claimed_at=now, handed_at=None, attempts=F("attempts") + 1
        )
    for each in claimed:
        each.attempts += 1
    return claimed


def hand_letter(letter: Letter) -> bool:
    """Note, the moment before the mail server gets it, that a letter is handed over; False when it is no longer ours."""
    return pass_on(None, letter)


def confirm_letter(letter: Letter) -> None:
    """Confirm that the mail server has taken a letter, even where it was doubted meanwhile."""
    pass_on(letter, None)


def pass_on(taken: Letter | None, following: Letter | None) -> bool:
    """Confirm the letter that was taken and hand over the following one, in one commit; whether the latter is ours.

    The letter that was taken keeps no address that its person no longer has: that one was erased.
    One statement and one commit a letter: as two updates of models it took longer than the mail server itself.
    """
    facts: dict[str, Any] = {
        "now": timezone.now(),
        "taken": taken.pk if taken else 0,
        "taken_attempts": taken.attempts if taken else 0,
        "next": following.pk if following else 0,
        "next_attempts": following.attempts if following else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEXT_LETTER, facts)
        return any(pk == facts["next"] for (pk,) in cursor.fetchall())


NEXT_LETTER = """
update staff_letter set
    state = case when id = %(taken)s then 'sent' else state end,
    sent_at = case when id = %(taken)s then %(now)s else sent_at end,
    problem = case when id = %(taken)s then '' else problem end,
    handed_at = case when id = %(next)s then %(now)s else handed_at end,
    address = case when id = %(taken)s and not exists (
        select 1 from staff_person where staff_person.id = person_id and email <> ''
    ) then '' else address end
where id in (%(taken)s, %(next)s) and (
    (id = %(taken)s and attempts = %(taken_attempts)s and state in ('claimed', 'doubtful'))
    or (id = %(next)s and attempts = %(next_attempts)s and state = 'claimed' and handed_at is null)
)
returning id
"""


def fail_letter(letter: Letter, *, problem: str) -> None:
    """Note that the mail server did not take a letter; it is tried again with a later round."""
    _claimed(letter).update(state=Outbox.FAILED, handed_at=None, problem=problem[:300])


def doubt_letter(letter: Letter, *, problem: str) -> None:
    """Note that nobody knows whether the mail server took a letter: it is not sent again unless an officer says so."""
    if _claimed(letter).update(state=Outbox.DOUBTFUL, problem=problem[:300]):
        history.record(letter, "doubt_letter", by=SYSTEM, reason=problem)


def doubt_lost_letters() -> int:
    """Doubt the letters that a dead worker had handed over without a word whether they were taken. Clause 6.1."""
    lost = Q(claimed_at__lt=timezone.now() - CLAIM_IS_LOST_AFTER)
    letters = list(Letter.objects.filter(lost, state=Outbox.CLAIMED, handed_at__isnull=False))
    for letter in letters:
        doubt_letter(letter, problem=LetterProblem.STOPPED)
    return len(letters)


def _claimed(letter: Letter, *states: str) -> QuerySet[Letter]:
    """A letter as long as this claim is the latest one."""
    return Letter.objects.filter(pk=letter.pk, attempts=letter.attempts, state__in=[Outbox.CLAIMED, *states])


history.name_acts({"doubt_letter": _("in doubt whether it went out")})
