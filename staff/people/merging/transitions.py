"""A merging is undone."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import actions, effects, permissions
from .models import PersonMerge


@step(
    PersonMerge,
    sources=[PersonMerge.State.MERGED],
    target=PersonMerge.State.UNDONE,
    permission=permissions.undo_merge,
    label=_("Undo the merging"),
    past=_("merging undone"),
    done=_("The merging is undone: both records stand by themselves again."),
    effects=effects.of_undoing,
    is_dangerous=True,
    related=("kept", "gone"),
)
def undo_merge(merge: PersonMerge, *, by: Who, reason: str) -> Afterwards:
    """Undo a merging: both records are again what they were, but for what was entered since."""
    return actions.put_back(merge, by=by, reason=reason)
