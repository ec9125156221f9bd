"""Who heads a unit from when to when: appointed, changed, ended; an acting head acts in the head's stead. Clause 5.3."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.verdicts import Verdict
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import NO_FIELDS, keep
from ostu_qualification.core.words.dates import short_date

from . import permissions, queries
from .models import Unit, UnitHead


def headships_for(user: Any) -> QuerySet[UnitHead]:
    """The headships of the units that a user sees."""
    return UnitHead.objects.filter(unit__in=queries.units_for(user)).select_related("unit", "person")


def heads_ever(unit: Unit) -> QuerySet[UnitHead]:
    """Who heads, headed and will head a unit, the latest first. Clause 5.3."""
    return unit.heads.select_related("person").order_by("-since", "-pk")


def appoint_head(headship: UnitHead, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> UnitHead:
    """Appoint a head or an acting head, from a future day too; the head before ends the day before. Clause 5.3."""
    return _keep(headship, fields, "appoint_head", by)


def edit_headship(headship: UnitHead, fields: Mapping[str, Any], *, by: Who) -> UnitHead:
    """Change the days of a headship. Clause 5.3."""
    return _keep(headship, fields, "edit_headship", by)


def end_headship(headship: UnitHead, *, until: dt.date, by: Who) -> UnitHead:
    """End a headship on a day; who headed the unit until then stays known. Clause 5.3."""
    return _keep(headship, {"until": until}, "end_headship", by)


@transaction.atomic
def _keep(headship: UnitHead, fields: Mapping[str, Any], act: str, by: Who) -> UnitHead:
    """Keep a headship: one appointment to a unit at a time, and none to a closed unit."""
    unit, is_new = locked(headship.unit), headship.pk is None

    def may(user: Any, record: UnitHead) -> Verdict:
        return permissions.edit_unit(user, record.unit)

    def check(record: UnitHead) -> None:
        if unit.closed_on is not None and (record.until is None or record.until >= unit.closed_on):
            raise ValidationError(_("This unit is closed: %(unit)s.") % {"unit": unit.name})
        if is_new and not record.is_acting:
            _end_before(record)
        _check_days(record)

    kept = keep(headship, fields, by=by, permission=may, check=check)
    last = f"{kept.until:%d.%m.%Y}" if kept.until else ""
    history.record(unit, act, by=by, reason=f"{kept.person}: {kept.since:%d.%m.%Y} – {last}")
    return kept


def _end_before(headship: UnitHead) -> None:
    """Let whoever heads the unit now end on the day before."""
    before = UnitHead.objects.filter(unit=headship.unit_id, is_acting=False, until__isnull=True)
    for each in before.filter(since__lt=headship.since):
        each.until = headship.since - dt.timedelta(days=1)
        each.save(update_fields=["until"])


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
    {
        "appoint_head": gettext_lazy("head appointed"),
        "edit_headship": gettext_lazy("days of a headship changed"),
        "end_headship": gettext_lazy("headship ended"),
    }
)
