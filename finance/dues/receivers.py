"""What the dues hear from the apps below and answer them."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from certificates.models import Order
from certificates.orders.signals import participants_enrolled
from courses.models import CourseRun
from courses.runs.signals import run_cancelled
from enrollment.models import Application
from staff import ports
from staff.people.models import Person
from staff.ports import Group
from staff.privacy.my_data import Said, group_of

from .actions import charge, reverse_dues
from .models import Due


@receiver(participants_enrolled, dispatch_uid="finance dues")
def charge_participants(order: Order, applications: Iterable[Application], **kwargs: Any) -> None:
    """Charge everyone whom the order enrols. Clause 7.3."""
    charge(order, applications)


@receiver(run_cancelled, dispatch_uid="finance reverse")
def reverse_dues_of_run(run: CourseRun, reason: str, **kwargs: Any) -> None:
    """Reverse what was charged for a run that is not given. Clause 7.3."""
    reverse_dues(run, reason=reason)


@ports.kept_data.answer
def tell_dues(person: Person) -> list[Group]:
    """What someone owes for courses. Clause 7.3."""
    dues = Due.objects.filter(application__person=person).select_related("application__run__programme")
    course = Said("course", _("Course"), lambda due: due.application.run)
    return [group_of("dues", _("Amounts due"), dues, (course, "amount", "reason", "entered_at"), is_table=True)]
