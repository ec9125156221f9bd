"""Extensions and pauses are revoked; an open pause gets its last day. Clauses 1.3, 6.1."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import YES, Verdict, not_yet
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import Afterwards, act, step

from . import actions, effects, permissions
from .forms import EndPauseForm
from .models import Extension, Pause


@step(
    Extension,
    sources=[Extension.State.IN_FORCE],
    target=Extension.State.REVOKED,
    permission=permissions.grant_extension,
    clause="6.1",
    label=_("Revoke the extension"),
    past=_("extension revoked"),
    done=_("The extension is revoked."),
    effects=effects.of_revoking,
    is_dangerous=True,
)
def revoke_extension(extension: Extension, *, by: Who, reason: str) -> Afterwards:
    """Revoke an extension as one act: from today the dates of its people are as without it. Clause 6.1."""
    extension.revoked_on, extension.revoke_reason = today(), reason
    return lambda: actions.follow_revoked(extension, by=by)


def is_open(pause: Pause) -> Verdict:
    """Only a pause without an end gets one. Clause 1.3."""
    if pause.ended_on is None:
        return YES
    return not_yet(_("This pause has an end already: revoke it and enter it anew."))


@act(
    Pause,
    sources=[Pause.State.IN_FORCE],
    permission=permissions.revoke_pause,
    clause="1.3",
    label=_("End the pause"),
    past=_("end of a pause set"),
    done=_("The last day of the pause is entered."),
    form=EndPauseForm,
    possible=is_open,
    effects=effects.of_ending_pause,
    related=("person",),
)
def end_pause(pause: Pause, *, by: Who, ended_on: dt.date) -> Pause:
    """Set the last day of a pause that is open; any other change is a revoking and a new entry. Clause 1.3."""
    if ended_on < pause.started_on:
        raise ValidationError({"ended_on": gettext("The pause ends before it begins.")})
    pause.ended_on = ended_on
    pause.full_clean()
    pause.save(update_fields=["ended_on"])
    actions.follow_ended_pause(pause, by=by)
    return pause


@step(
    Pause,
    sources=[Pause.State.IN_FORCE],
    target=Pause.State.REVOKED,
    permission=permissions.revoke_pause,
    clause="1.3",
    label=_("Revoke the pause"),
    past=_("pause revoked"),
    done=_("The pause is revoked."),
    effects=effects.of_revoking_pause,
    is_dangerous=True,
    related=("person",),
)
def revoke_pause(pause: Pause, *, by: Who, reason: str) -> Afterwards:
    """Revoke a pause that does not hold; a wrong one is revoked and entered anew. Clause 1.3."""
    pause.revoke_reason = reason
    return lambda: actions.follow_revoked_pause(pause, by=by)
