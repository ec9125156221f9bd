"""Every read that a page of the register needs."""

from typing import Any

from django.db.models import QuerySet

from certificates.offices import view_orders

from .models import RegisterLine


def register_for(user: Any) -> QuerySet[RegisterLine]:
    """The lines of the register, for the offices. Clause 5.7."""
    lines = RegisterLine.objects.select_related("certificate__person")
    return lines.order_by("-position") if view_orders(user) else lines.none()
