"""Lines that come in recognised. Clauses 1.3, 5.7."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from staff.people.models import Person

from .models import TrainingRecord, TrainingSource


@dataclass(frozen=True, kw_only=True)
class OwnTraining:
    """A training that a certificate of ours proves; `key` makes the line one and the same however often it is entered."""

    person: Person
    key: str
    started_on: dt.date
    ended_on: dt.date
    facts: dict[str, Any]


@transaction.atomic
def enter_own_trainings(trainings: Sequence[OwnTraining], *, by: Who) -> list[TrainingRecord]:
    """Enter certificates of ours into the ledger, all at once: they are born recognised. Clauses 1.3, 5.7.

    The caller rebuilds the cycles of all it has entered, at once.
    """
    records = [
        TrainingRecord(
            person=each.person,
            key=each.key,
            source=TrainingSource.OWN,
            started_on=each.started_on,
            ended_on=each.ended_on,
            state=TrainingRecord.State.RECOGNISED,
            **each.facts,
        )
        for each in trainings
    ]
    TrainingRecord.objects.bulk_create(records, batch_size=500)
    history.record_many(records, "enter_own_training", by=by, created=True)
    return records


history.name_acts({"enter_own_training": gettext_lazy("entered by the order of the certificate")})
