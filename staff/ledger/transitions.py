"""Every change of state of a ledger line. Clauses 4.1, 4.4."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff.people.signals import announce_change

from . import claims, effects, permissions, queries
from .forms import RecogniseForm
from .models import TrainingRecord

Record = TrainingRecord.State


@step(
    TrainingRecord,
    sources=[Record.CLAIMED],
    target=Record.RECOGNISED,
    permission=permissions.decide_training,
    clause="4.4",
    label=_("Recognise"),
    past=_("training recognised"),
    done=_("The training is recognised: its hours count."),
    form=RecogniseForm,
    possible=claims.can_count,
    effects=effects.of_recognising,
    waits_for=queries.TO_DECIDE,
    related=("person",),
)
def recognise_training(record: TrainingRecord, *, by: Who, level: int | None = None) -> Afterwards:
    """Recognise training done elsewhere, of one of the three levels or none: from now on it counts. Clauses 4.1, 4.4, 4.5."""
    record.level = level or record.level
    return lambda: claims.follow_recognised(record)


@step(
    TrainingRecord,
    sources=[Record.CLAIMED],
    target=Record.REFUSED,
    permission=permissions.decide_training,
    clause="4.4",
    label=_("Do not recognise"),
    past=_("training not recognised"),
    done=_("The training is not recognised; the reason is kept."),
    effects=effects.of_refusing,
    is_dangerous=True,
    related=("person",),
)
def refuse_training(record: TrainingRecord, *, by: Who, reason: str) -> Afterwards:
    """Refuse a claim, saying why; it may be claimed once more. Clause 4.4."""
    record.reason, record.key = reason, claims.freed_key(record)
    return lambda: claims.tell_refused(record)


@step(
    TrainingRecord,
    sources=[Record.CLAIMED],
    target=Record.WITHDRAWN,
    permission=permissions.edit_training,
    clause="4.4",
    label=_("Withdraw the claim"),
    past=_("claim withdrawn"),
    done=_("The claim is withdrawn."),
    effects=effects.of_withdrawing,
    is_dangerous=True,
)
def withdraw_training(record: TrainingRecord, *, by: Who) -> None:
    """Withdraw a claim that waits; it may be claimed once more. Clause 4.4."""
    record.key = claims.freed_key(record)


@step(
    TrainingRecord,
    sources=[Record.RECOGNISED],
    target=Record.ANNULLED,
    permission=permissions.annul_training,
    clause="4.4",
    label=_("Annul the line"),
    past=_("line annulled"),
    done=_("The line is annulled: its hours no longer count."),
    effects=effects.of_annulling,
    is_dangerous=True,
)
def annul_training(record: TrainingRecord, *, by: Who, reason: str) -> Afterwards:
    """Annul a recognised line: it is never edited, and never deleted. Clause 4.4."""
    record.reason = reason
    return lambda: announce_change(record.person_id)
