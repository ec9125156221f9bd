"""Extensions and pauses are revoked. Clauses 1.3, 6.1."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import actions, permissions
from .models import Extension, Pause


@step(
    Extension,
    sources=[Extension.State.IN_FORCE],
    target=Extension.State.REVOKED,
    permission=permissions.grant_extension,
)
def revoke_extension(extension: Extension, *, by: Any, reason: str) -> Afterwards:
    """Revoke an extension as one act: from today the dates of its people are as without it. Clause 6.1."""
    extension.revoked_on, extension.revoke_reason = today(), reason
    return lambda: actions.follow_revoked(extension, by=by)


@step(Pause, sources=[Pause.State.IN_FORCE], target=Pause.State.REVOKED, permission=permissions.revoke_pause)
def revoke_pause(pause: Pause, *, by: Any, reason: str) -> Afterwards:
    """Revoke a pause that does not hold; a wrong one is revoked and entered anew. Clause 1.3."""
    pause.revoke_reason = reason
    return lambda: actions.follow_revoked_pause(pause, by=by)


history.name_acts(
    {
        "revoke_extension": _("extension revoked"),
        "revoke_pause": _("pause revoked"),
    }
)
