"""The checks of the night: what was found is kept, so that the offices see it. Clause 5.7."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.records.file_check import check_files
from ostu_qualification.core.records.findings import Finding

from . import permissions
from .chain_check import check_register
from .models import Inspection

logger = logging.getLogger(__name__)
AT_MOST = 200  # findings that are kept in words; a disk that is gone would bring as many as there are papers
CHECKS: dict[str, Callable[[], Iterable[Finding]]] = {
    Inspection.Kind.REGISTER: check_register,
    Inspection.Kind.PAPERS: check_files,
}


def inspect(kind: str) -> list[Finding]:
    """Make a check, keep what it found for the offices, and return it. The log gets the count alone."""
    found = list(CHECKS[kind]())
    before = Inspection.objects.filter(kind=kind).first()
    since: dt.date | None = None
    if found:
        since = (before.since if before else None) or today()
        logger.error("%s checked: %s findings", kind, len(found))
    findings = [{"kind": each.kind, "facts": dict(each.facts)} for each in found[:AT_MOST]]
    values = {"made_at": timezone.now(), "since": since, "count": len(found), "findings": findings}
    Inspection.objects.update_or_create(kind=kind, defaults=values)
    return found


def inspections_for(user: Any) -> QuerySet[Inspection]:
    """What the last checks found, for the offices that answer for the register."""
    return Inspection.objects.order_by("kind") if permissions.view_inspections(user) else Inspection.objects.none()
