"""Every change of state of a list of past training. Clauses 4.1, 4.4."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import step
from staff.imports import permissions, queries
from staff.imports.models import PastTrainingImport

from . import applying, effects


@step(
    PastTrainingImport,
    sources=[PastTrainingImport.State.PREVIEW],
    target=PastTrainingImport.State.APPLIED,
    permission=permissions.import_past_training,
    clause="4.4",
    label=_("Apply the list"),
    past=_("past training entered"),
    done=_("The list is applied."),
    effects=effects.of_applying,
    waits_for=queries.PAST_LISTS_TO_APPLY,
)
def apply_past_training(past: PastTrainingImport, *, by: Who) -> None:
    """Enter the lines of a previewed list of past training: all of them or none. Clauses 4.1, 4.4."""
    past.report = {**past.report, "applied": applying.apply_list(past, by=by)}
    past.applied_at = timezone.now()


@step(
    PastTrainingImport,
    sources=[PastTrainingImport.State.PREVIEW],
    target=PastTrainingImport.State.DISCARDED,
    permission=permissions.import_past_training,
    label=_("Discard"),
    past=_("list of past training discarded"),
    done=_("The list is discarded: nothing of it has come in."),
    effects=effects.of_discarding,
    is_dangerous=True,
)
def discard_past_training(past: PastTrainingImport, *, by: Who) -> None:
    """Throw a previewed list of past training away: nothing of it has come in."""
