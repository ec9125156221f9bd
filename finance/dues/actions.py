"""Writes of the dues: charging and reversing. Clause 7.3."""

from collections.abc import Iterable

from certificates.models import Order
from courses.models import CourseRun
from enrollment.models import Application

from .models import Due


def charge(order: Order, applications: Iterable[Application]) -> int:
    """Enter what each enrolled person owes by the terms that the order prints: price list or contract. Clause 7.3.

    A second call enters nothing again. Returns how many were charged.
    """
    programme = order.run.programme
    by_contract = {each["application"]: each["by_contract"] for each in order.participants}
    dues = [
        Due(application=each, amount=programme.price_outside if by_contract[each.pk] else programme.price_own)
        for each in applications
    ]
    Due.objects.bulk_create(dues, ignore_conflicts=True)
    return len(dues)


def reverse_dues(run: CourseRun, *, reason: str) -> int:
    """Enter against each amount charged for a run the same amount with the other sign: nothing is deleted. Clause 7.3.

    A second call reverses nothing again. Returns how many were reversed.
    """
    charged = Due.objects.filter(application__run=run, reverses__isnull=True, reversal__isnull=True)
    reversals = [
        Due(application_id=due.application_id, amount=-due.amount, reverses=due, reason=reason) for due in charged
    ]
    Due.objects.bulk_create(reversals)
    return len(reversals)
