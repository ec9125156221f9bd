"""Lending a role, and ending it before its day."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ostu_qualification.core.models import today
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import keep
from ostu_qualification.core.words.dates import long_date, short_date
from staff.letters.writing import notify
from staff.people.models import Role, RoleKind

from . import permissions
from .models import Delegation


@transaction.atomic
def lend_role(delegation: Delegation, fields: Mapping[str, Any], *, by: Who) -> Delegation:
    """Lend a role to a deputy from a day until a day; the deputy is told. Two deputies never have one role at a time."""
    locked(delegation.lender)
    delegation.kind = fields["kind"]  # who may lend depends on which role
    kept = keep(delegation, fields, by=by, permission=permissions.lend_role, act="lend_role", check=_check)
    _tell(kept)
    return kept


def end_delegation(delegation: Delegation, *, by: Who) -> Delegation:
    """End a lent role at once, before its last day. What was done under it stays."""
    fields = {"ended_at": timezone.now()}
    return keep(delegation, fields, by=by, permission=permissions.end_delegation, act="end_delegation")


def _check(delegation: Delegation) -> None:
    lender, deputy = delegation.lender, delegation.deputy
    if delegation.until < today():
        raise ValidationError({"until": _("The last day lies in the past.")})
    if not Role.objects.filter(Role.on(delegation.since), person=lender, kind=delegation.kind).exists():
        raise ValidationError(
            {"kind": _("%(name)s does not hold this role on the first day.") % {"name": lender.short_name}}
        )
    if getattr(lender, "user", None) is None or getattr(deputy, "user", None) is None:
        raise ValidationError(_("Both need an account: whoever lends the role and the deputy."))
    others = Delegation.objects.filter(
        lender=lender,
        kind=delegation.kind,
        since__lte=delegation.until,
        until__gte=delegation.since,
        ended_at__isnull=True,
    )
    other = others.exclude(pk=delegation.pk).select_related("deputy").first()
    if other is not None:
        facts = {"name": other.deputy.short_name, "since": short_date(other.since), "until": short_date(other.until)}
        raise ValidationError(
            _("This role is lent already: to %(name)s, %(since)s – %(until)s. End that first.") % facts
        )


def _tell(delegation: Delegation) -> None:
    language = delegation.deputy.language
    with override(language):
        role = str(RoleKind(delegation.kind).label)
    facts = {
        "role": role,
        "lender": delegation.lender.full_name,
        "since": long_date(delegation.since, language),
        "until": long_date(delegation.until, language),
        "ground": delegation.ground,
    }
    notify(delegation.deputy, key=f"lent:{delegation.pk}", template="role_lent", facts=facts)
