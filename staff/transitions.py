"""Every write that changes a state: claims of training, letters, staff lists and their doubtful cells."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core import history
from ostu_qualification.core.jobs import after_commit
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow import Afterwards, step

from . import claims, cycles, history_apply, merging, permissions, policy_effects, reliefs, roster_apply, roster_settle
from .models import (
    Extension,
    HistoryImport,
    ImportDecision,
    Letter,
    Pause,
    PersonMerge,
    PolicyDraft,
    RosterImport,
    TrainingRecord,
)
from .models.letters import LetterProblem

Record, Outbox, Draft = TrainingRecord.State, Letter.State, PolicyDraft.State
CLAIM_IS_LOST_AFTER = dt.timedelta(minutes=15)
RETRY_AFTER = dt.timedelta(minutes=9)
ATTEMPTS = 100


@step(TrainingRecord, sources=[Record.CLAIMED], target=Record.RECOGNISED, permission=permissions.decide_training)
def recognise_training(record: TrainingRecord, *, by: Any, level: int | None = None) -> Afterwards:
    """Recognise training done elsewhere, of one of the three levels or none: from now on it counts. Clauses 4.1, 4.4, 4.5."""
    claims.check_complete(record)
    record.level = level or record.level
    return lambda: claims.follow_recognised(record)


@step(TrainingRecord, sources=[Record.CLAIMED], target=Record.REFUSED, permission=permissions.decide_training)
def refuse_training(record: TrainingRecord, *, by: Any, reason: str) -> Afterwards:
    """Refuse a claim, saying why; it may be claimed once more. Clause 4.4."""
    record.reason, record.key = reason, claims.freed_key(record)
    return lambda: claims.tell_refused(record)


@step(TrainingRecord, sources=[Record.CLAIMED], target=Record.WITHDRAWN, permission=permissions.edit_training)
def withdraw_training(record: TrainingRecord, *, by: Any) -> None:
    """Withdraw a claim that waits; it may be claimed once more. Clause 4.4."""
    record.key = claims.freed_key(record)


@step(TrainingRecord, sources=[Record.RECOGNISED], target=Record.ANNULLED, permission=permissions.annul_training)
def annul_training(record: TrainingRecord, *, by: Any, reason: str) -> Afterwards:
    """Annul a recognised line: it is never edited, and never deleted. Clause 4.4."""
    record.reason = reason
    return lambda: cycles.rebuild_person(record.person_id)


@step(Letter, sources=[Outbox.PLANNED, Outbox.FAILED], target=Outbox.CANCELLED, permission=permissions.cancel_letter)
def cancel_letter(letter: Letter, *, by: Any, reason: str) -> None:
    """Keep a letter from going out. Clause 6.1."""
    letter.problem = reason


@step(Letter, sources=[Outbox.PLANNED, Outbox.FAILED], target=Outbox.SENT, permission=permissions.view_person_of_letter)
def tell_by_hand(letter: Letter, *, by: Any) -> None:
    """Note that someone without e-mail was told by a colleague, by WhatsApp for example. Clause 6.1."""
    letter.sent_at = timezone.now()


@step(Letter, sources=[Outbox.FAILED], target=Outbox.PLANNED, permission=permissions.settle_letter)
def retry_letter(letter: Letter, *, by: Any) -> Afterwards:
    """Try a letter that was not taken once more, now. Clause 6.1."""
    letter.claimed_at = letter.handed_at = None
    return lambda: after_commit("staff.tasks.send_reminders")


@step(Letter, sources=[Outbox.DOUBTFUL], target=Outbox.PLANNED, permission=permissions.settle_letter)
def send_again(letter: Letter, *, by: Any) -> Afterwards:
    """Send a letter that may have gone out once more, under the same Message-ID. Clause 6.1."""
    letter.claimed_at = letter.handed_at = None
    return lambda: after_commit("staff.tasks.send_reminders")


@step(Letter, sources=[Outbox.DOUBTFUL], target=Outbox.SENT, permission=permissions.settle_letter)
def count_as_sent(letter: Letter, *, by: Any) -> None:
    """Count a letter that may have gone out as sent: the mail server knows it, or the person does. Clause 6.1."""
    letter.sent_at = letter.handed_at


def cancel_letters(letters: Sequence[Letter], *, reason: str) -> None:
    """Cancel many letters that are no longer true, each with its history line."""
    Letter.objects.filter(pk__in=[each.pk for each in letters]).update(state=Outbox.CANCELLED, problem=reason)
    history.record_many(letters, "cancel_letter", by=None, reason=reason)


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

    One statement and one commit a letter: as two updates of models it took longer than the mail server itself.
    """
    facts = {
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
    handed_at = case when id = %(next)s then %(now)s else handed_at end
where (id = %(taken)s and attempts = %(taken_attempts)s and state in ('claimed', 'doubtful'))
    or (id = %(next)s and attempts = %(next_attempts)s and state = 'claimed' and handed_at is null)
returning id
"""


def fail_letter(letter: Letter, *, problem: str) -> None:
    """Note that the mail server did not take a letter; it is tried again with a later round."""
    _claimed(letter).update(state=Outbox.FAILED, handed_at=None, problem=problem[:300])


def doubt_letter(letter: Letter, *, problem: str) -> None:
    """Note that nobody knows whether the mail server took a letter: it is not sent again unless an officer says so."""
    if _claimed(letter).update(state=Outbox.DOUBTFUL, problem=problem[:300]):
        history.record(letter, "doubt_letter", by=None, reason=problem)


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


@step(
    RosterImport,
    sources=[RosterImport.State.PREVIEW],
    target=RosterImport.State.DISCARDED,
    permission=permissions.import_roster,
)
def discard_roster(roster: RosterImport, *, by: Any) -> None:
    """Throw a previewed staff list away: nothing of it has come in."""


@step(
    RosterImport,
    sources=[RosterImport.State.PREVIEW],
    target=RosterImport.State.APPLIED,
    permission=permissions.import_roster,
)
def apply_roster(roster: RosterImport, *, by: Any) -> None:
    """Apply a previewed staff list as it compares with what is kept now: all of it or nothing. Clause 1.1."""
    roster.report = {**roster.report, "applied": roster_apply.apply_list(roster, by=by)}
    roster.applied_at = timezone.now()


@step(
    HistoryImport,
    sources=[HistoryImport.State.PREVIEW],
    target=HistoryImport.State.DISCARDED,
    permission=permissions.import_history,
)
def discard_history(past: HistoryImport, *, by: Any) -> None:
    """Throw a previewed list of past training away: nothing of it has come in."""


@step(
    HistoryImport,
    sources=[HistoryImport.State.PREVIEW],
    target=HistoryImport.State.APPLIED,
    permission=permissions.import_history,
)
def apply_history(past: HistoryImport, *, by: Any) -> None:
    """Enter the lines of a previewed list of past training: all of them or none. Clauses 4.1, 4.4."""
    past.report = {**past.report, "applied": history_apply.apply_list(past, by=by)}
    past.applied_at = timezone.now()


@step(
    ImportDecision,
    sources=[ImportDecision.State.OPEN],
    target=ImportDecision.State.SETTLED,
    permission=permissions.import_roster,
)
def settle_decision(decision: ImportDecision, *, by: Any, answer: dict[str, Any]) -> Afterwards:
    """Settle a doubtful cell: its value is entered, or the row that it held back comes in. Clause 1.1."""
    decision.person = roster_settle.carry_out(decision, answer)
    decision.answer = {name: str(value) for name, value in roster_settle.said(answer).items()}
    decision.settled_by, decision.settled_at = by, timezone.now()
    return lambda: roster_settle.rebuild(decision.person)


@step(
    ImportDecision,
    sources=[ImportDecision.State.OPEN],
    target=ImportDecision.State.DROPPED,
    permission=permissions.import_roster,
)
def drop_decision(decision: ImportDecision, *, by: Any, reason: str) -> None:
    """Leave a doubtful cell aside: nothing is entered for it, and the same doubt is not asked again."""
    decision.answer, decision.settled_by, decision.settled_at = {"dropped": reason}, by, timezone.now()


@step(
    PersonMerge,
    sources=[PersonMerge.State.MERGED],
    target=PersonMerge.State.UNDONE,
    permission=permissions.undo_merge,
)
def undo_merge(merge: PersonMerge, *, by: Any, reason: str) -> Afterwards:
    """Undo a merging: both records are again what they were, but for what was entered since."""
    return merging.put_back(merge, by=by, reason=reason)


@step(PolicyDraft, sources=[Draft.WAITING], target=Draft.RECKONED, permission=permissions.draft_policy)
def reckon_draft(draft: PolicyDraft, *, by: Any) -> None:
    """Reckon the effect of new numbers on all staff. Clause 1.3."""
    policy_effects.reckon(draft)


@step(PolicyDraft, sources=[Draft.RECKONED], target=Draft.WAITING, permission=permissions.draft_policy)
def reckon_draft_anew(draft: PolicyDraft, *, by: Any) -> Afterwards:
    """Have an effect that no longer holds reckoned anew. Clause 1.3."""
    return lambda: policy_effects.queue(draft)


@step(PolicyDraft, sources=[Draft.RECKONED], target=Draft.ADOPTED, permission=permissions.draft_policy)
def adopt_policy_draft(draft: PolicyDraft, *, by: Any) -> Afterwards:
    """Adopt new numbers whose effect was seen; every cycle is reckoned anew in the background. Clause 1.3."""
    return policy_effects.adopt(draft)


@step(PolicyDraft, sources=[Draft.WAITING, Draft.RECKONED], target=Draft.DISCARDED, permission=permissions.draft_policy)
def discard_policy_draft(draft: PolicyDraft, *, by: Any) -> None:
    """Throw new numbers away: nothing has changed. Clause 1.3."""


@step(PolicyDraft, sources=[Draft.ADOPTED], target=Draft.DISCARDED, permission=permissions.draft_policy)
def withdraw_policy(draft: PolicyDraft, *, by: Any, reason: str) -> Afterwards:
    """Take adopted numbers back before the day on which they come into force. Clause 1.3."""
    return policy_effects.withdraw(draft)


@step(
    Extension,
    sources=[Extension.State.IN_FORCE],
    target=Extension.State.REVOKED,
    permission=permissions.grant_extension,
)
def revoke_extension(extension: Extension, *, by: Any, reason: str) -> Afterwards:
    """Revoke an extension as one act: from today the dates of its people are as without it. Clause 6.1."""
    extension.revoked_on, extension.revoke_reason = today(), reason
    return lambda: reliefs.follow_revoked(extension, by=by)


@step(Pause, sources=[Pause.State.IN_FORCE], target=Pause.State.REVOKED, permission=permissions.revoke_pause)
def revoke_pause(pause: Pause, *, by: Any, reason: str) -> Afterwards:
    """Revoke a pause that does not hold; a wrong one is revoked and entered anew. Clause 1.3."""
    pause.revoke_reason = reason
    return lambda: reliefs.follow_revoked_pause(pause, by=by)


history.name_acts(
    {
        "recognise_training": _("training recognised"),
        "refuse_training": _("training not recognised"),
        "annul_training": _("line annulled"),
        "claim_training": _("training claimed"),
        "edit_training": _("claim changed"),
        "withdraw_training": _("claim withdrawn"),
        "enter_mobility": _("mobility entered"),
        "cancel_letter": _("letter cancelled"),
        "tell_by_hand": _("told by hand"),
        "set_letter_choice": _("way of reminding chosen"),
        "retry_letter": _("tried again"),
        "send_again": _("sent again"),
        "count_as_sent": _("counted as sent"),
        "doubt_letter": _("in doubt whether it went out"),
        "save_employment": _("post changed"),
        "save_pause": _("pause changed"),
        "give_role": _("role given"),
        "end_role": _("role ended"),
        "appoint_head": _("head appointed"),
        "confirm_data": _("confirmed the data as right"),
        "give_consent": _("consent given"),
        "withdraw_consent": _("consent withdrawn"),
        "open_account": _("account opened"),
        "merge_people": _("records merged"),
        "undo_merge": _("merging undone"),
        "tell_apart": _("another person than one who looks alike"),
        "apply_roster": _("staff list applied"),
        "discard_roster": _("staff list discarded"),
        "apply_history": _("past training entered"),
        "discard_history": _("list of past training discarded"),
        "import_history": _("came with a list of past training"),
        "settle_decision": _("doubt settled"),
        "drop_decision": _("doubt left aside"),
        "grant_extension": _("due date extended"),
        "revoke_extension": _("extension revoked"),
        "enter_pause": _("pause entered"),
        "end_pause": _("end of a pause set"),
        "revoke_pause": _("pause revoked"),
        "draft_policy": _("numbers drafted"),
        "reckon_draft": _("effect reckoned"),
        "reckon_draft_anew": _("effect to be reckoned anew"),
        "adopt_policy_draft": _("numbers adopted"),
        "discard_policy_draft": _("draft discarded"),
        "withdraw_policy": _("adopted numbers withdrawn"),
        "import": _("came with a staff list"),
    }
)
