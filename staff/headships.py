"""Who heads a unit from when to when: appointed, changed, ended; an acting head acts in the head's stead. Clause 5.3."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core import history
from ostu_qualification.core.dates import short_date

from . import permissions, queries
from .models import Unit, UnitHead


def headships_for(user: Any) -> QuerySet[UnitHead]:
    """The headships of the units that a user sees."""
    return UnitHead.objects.filter(unit__in=queries.units_for(user)).select_related("unit", "person")


def heads_ever(unit: Unit) -> QuerySet[UnitHead]:
    """Who heads, headed and will head a unit, the latest first. Clause 5.3."""
    return unit.heads.select_related("person").order_by("-since", "-pk")


@transaction.atomic
def appoint_head(headship: UnitHead, *, by: Any) -> UnitHead:
    """Appoint a head or an acting head, from a future day too; the head before ends the day before. Clause 5.3."""
    _lock(headship, by)
    if not headship.is_acting:
        before = UnitHead.objects.filter(unit=headship.unit, is_acting=False, until__isnull=True)
        for each in before.filter(since__lt=headship.since).exclude(pk=headship.pk):
            each.until = headship.since - dt.timedelta(days=1)
            each.save()
    return _keep(headship, "appoint_head", by)


@transaction.atomic
def edit_headship(headship: UnitHead, *, by: Any) -> UnitHead:
    """Change the days of a headship. Clause 5.3."""
    _lock(headship, by)
    return _keep(headship, "edit_headship", by)


@transaction.atomic
def end_headship(headship: UnitHead, *, until: dt.date, by: Any) -> UnitHead:
    """End a headship on a day; who headed the unit until then stays known. Clause 5.3."""
    _lock(headship, by)
    headship.until = until
    return _keep(headship, "end_headship", by)


def _lock(headship: UnitHead, by: Any) -> None:
    """One appointment to a unit at a time, and none to a closed unit."""
    permissions.edit_unit(by, headship.unit).require()
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=headship.unit_id)
    if unit.closed_on is not None and (headship.until is None or headship.until >= unit.closed_on):
        raise ValidationError(_("This unit is closed: %(unit)s.") % {"unit": unit.name})


def _keep(headship: UnitHead, act: str, by: Any) -> UnitHead:
    _check_days(headship)
    headship.full_clean()
    headship.save()
    last = f"{headship.until:%d.%m.%Y}" if headship.until else ""
    history.record(headship.unit, act, by=by, reason=f"{headship.person}: {headship.since:%d.%m.%Y} – {last}")
    return headship


def _check_days(headship: UnitHead) -> None:
    """Refuse two heads, or two acting heads, at the same time; an acting head beside the head is right. Clause 5.3."""
    if headship.until is not None and headship.until < headship.since:
        raise ValidationError({"until": _("The last day is before the first.")})
    others = UnitHead.objects.filter(unit=headship.unit, is_acting=headship.is_acting).exclude(pk=headship.pk)
    others = others.filter(Q(until__isnull=True) | Q(until__gte=headship.since))
    if headship.until is not None:
        others = others.filter(since__lte=headship.until)
    other = others.select_related("person").first()
    if other is not None:
        known = {"name": other.person.full_name, "day": short_date(other.since)}
        refused = _("At that time the unit has another head, from %(day)s: %(name)s.") % known
        raise ValidationError({"since": refused})


history.name_acts(
    {"edit_headship": gettext_lazy("days of a headship changed"), "end_headship": gettext_lazy("headship ended")}
)
