"""Every change of state of ledger lines, lists, drafts, reliefs and mergings."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff import (
    claims,
    cycles,
    history_apply,
    merging,
    permissions,
    policy_effects,
    reliefs,
    roster_apply,
    roster_settle,
)
from staff.models import (
    Extension,
    HistoryImport,
    ImportDecision,
    Pause,
    PersonMerge,
    PolicyDraft,
    RosterImport,
    TrainingRecord,
)

Record, Draft = TrainingRecord.State, PolicyDraft.State


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
        "set_letter_choice": _("way of reminding chosen"),
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
