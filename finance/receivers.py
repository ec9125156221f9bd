"""What the finance app answers to the apps below it."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from certificates.models import Order
from certificates.signals import participants_enrolled
from enrollment.models import Application

from .actions import charge


@receiver(participants_enrolled, dispatch_uid="finance dues")
def charge_participants(order: Order, applications: Iterable[Application], **kwargs: Any) -> None:
    """Charge everyone whom the order enrols. Clause 7.3."""
    charge(applications, order.run)
