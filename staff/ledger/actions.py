"""Lines that come in recognised. Clauses 1.3, 5.7."""

import datetime as dt
from typing import Any

from django.db import transaction

from staff.people.models import Person

from .models import TrainingRecord, TrainingSource


@transaction.atomic
def enter_own_training(
    *, person: Person, key: str, started_on: dt.date, ended_on: dt.date, **facts: Any
) -> TrainingRecord:
    """Enter a certificate of ours into the ledger: it is born recognised. Clauses 1.3, 5.7.

    The caller rebuilds the cycles of all it has entered, at once.
    """
    record = TrainingRecord(
        person=person,
        key=key,
        source=TrainingSource.OWN,
        started_on=started_on,
        ended_on=ended_on,
        state=TrainingRecord.State.RECOGNISED,
        **facts,
    )
    record.save(force_insert=True)
    return record
