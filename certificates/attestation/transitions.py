"""All that can happen to an attestation."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import step

from . import permissions, queries
from .models import Attestation, AttestationResult


@step(
    Attestation,
    sources=[Attestation.State.OPEN],
    target=Attestation.State.CLOSED,
    permission=permissions.close_attestation,
)
def close_attestation(attestation: Attestation, *, by: Any, resit_until: dt.date | None = None) -> None:
    """Close an attestation with all its results; afterwards nothing in it is changed. Clauses 5.7, 7.5.3.

    Whoever has not passed may resit until a day that the committee sets: the protocol and the order print it.
    """
    missing = attestation.results.filter(outcome=AttestationResult.Outcome.WAITING).count()
    if missing:
        raise ValidationError(_("Results are still missing: %(n)s.") % {"n": missing})
    attestation.resit_until = resit_until or attestation.resit_until
    if attestation.resit_until is None and queries.not_passed(attestation).exists():
        raise ValidationError({"resit_until": _("Somebody has not passed: enter the day until which they may resit.")})
    attestation.closed_at = timezone.now()


history.name_acts(
    {
        "open_attestation": gettext_lazy("committee named"),
        "enter_results": gettext_lazy("results entered"),
        "close_attestation": gettext_lazy("attestation closed"),
    }
)
