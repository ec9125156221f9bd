"""The texts in use and the acts in force on a day."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from certificates.offices import view_orders

from .models import LegalGround, OrderKind, OrderTemplate


def template_of(kind: str, language: str, on: dt.date) -> OrderTemplate:
    """The text in use on a day. Raises ValidationError when there is none."""
    found = (
        OrderTemplate.objects.filter(kind=kind, language=language, valid_from__lte=on).order_by("-valid_from").first()
    )
    if found is None:
        facts = {"kind": OrderKind(kind).label, "language": language}
        raise ValidationError(
            _("There is no text for orders of the kind “%(kind)s” in the language %(language)s.") % facts
        )
    return found


def grounds_on(on: dt.date, kind: str) -> list[LegalGround]:
    """The acts in force on a day that orders of a kind cite, in the order in which they are cited. Section 2."""
    in_force = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return [ground for ground in LegalGround.objects.filter(in_force) if kind in ground.kinds]


def grounds_for(user: Any) -> QuerySet[LegalGround]:
    """All acts that orders cite or did cite, for the offices. Section 2."""
    return LegalGround.objects.all() if view_orders(user) else LegalGround.objects.none()
