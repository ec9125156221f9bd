"""Records that no act of ours makes: what a hand in the database or a faulty tool beside it may leave behind."""

import datetime as dt

from django.db import connection

from staff.models import Person, TrainingRecord


def break_ledger(person: Person) -> dt.date:
    """Give the training of someone a last day that no program can read: whoever reads it fails. The day it had."""
    day = TrainingRecord.objects.get(person=person).ended_on
    _write(person, "12345-01-01")
    return day


def mend_ledger(person: Person, day: dt.date) -> None:
    """Put a readable day there again."""
    _write(person, day.isoformat())


def _write(person: Person, day: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update staff_trainingrecord set ended_on = %s where person_id = %s", [day, person.pk])
