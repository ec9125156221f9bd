"""Setting a route: a new one from a day on, or another for the same day while it is still to come."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import keep

from . import permissions
from .models import ApprovalRoute, RouteOffice


@transaction.atomic
def set_route(route: ApprovalRoute, fields: Mapping[str, Any], offices: Sequence[str], *, by: Who) -> ApprovalRoute:
    """Set which offices are asked from a day on. Rounds that have begun go on as they began; the past is not changed."""
    kept = keep(route, fields, by=by, permission=permissions.set_route, act="set_route", check=_check_day)
    RouteOffice.objects.bulk_create(
        RouteOffice(route=kept, position=number, office=office) for number, office in enumerate(offices, 1)
    )
    return kept


def _check_day(route: ApprovalRoute) -> None:
    if route.valid_from < today():
        raise ValidationError(
            {"valid_from": gettext("A route begins today or later: what was asked by the old one stays.")}
        )


history.name_acts({"set_route": _("route of approval set")})
