"""Every change of state of a ledger line. Clauses 4.1, 4.4."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import Afterwards, step
from staff.people.signals import announce_change

from . import claims, permissions
from .models import TrainingRecord

Record = TrainingRecord.State


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
    return lambda: announce_change(record.person_id)


history.name_acts(
    {
        "recognise_training": _("training recognised"),
        "refuse_training": _("training not recognised"),
        "annul_training": _("line annulled"),
        "withdraw_training": _("claim withdrawn"),
    }
)
