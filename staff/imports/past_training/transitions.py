"""Every change of state of a list of past training. Clauses 4.1, 4.4."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import step
from staff.imports import permissions
from staff.imports.models import PastTrainingImport

from . import applying


@step(
    PastTrainingImport,
    sources=[PastTrainingImport.State.PREVIEW],
    target=PastTrainingImport.State.DISCARDED,
    permission=permissions.import_past_training,
)
def discard_past_training(past: PastTrainingImport, *, by: Any) -> None:
    """Throw a previewed list of past training away: nothing of it has come in."""


@step(
    PastTrainingImport,
    sources=[PastTrainingImport.State.PREVIEW],
    target=PastTrainingImport.State.APPLIED,
    permission=permissions.import_past_training,
)
def apply_past_training(past: PastTrainingImport, *, by: Any) -> None:
    """Enter the lines of a previewed list of past training: all of them or none. Clauses 4.1, 4.4."""
    past.report = {**past.report, "applied": applying.apply_list(past, by=by)}
    past.applied_at = timezone.now()


history.name_acts(
    {
        "apply_past_training": _("past training entered"),
        "discard_past_training": _("list of past training discarded"),
    }
)
