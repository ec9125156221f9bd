"""A merging is undone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import actions, permissions
from .models import PersonMerge


@step(
    PersonMerge,
    sources=[PersonMerge.State.MERGED],
    target=PersonMerge.State.UNDONE,
    permission=permissions.undo_merge,
)
def undo_merge(merge: PersonMerge, *, by: Any, reason: str) -> Afterwards:
    """Undo a merging: both records are again what they were, but for what was entered since."""
    return actions.put_back(merge, by=by, reason=reason)


history.name_acts(
    {
        "undo_merge": _("merging undone"),
    }
)
