"""Every change of state of a draft of numbers. Clause 1.3."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import effects, permissions
from .models import PolicyDraft

Draft = PolicyDraft.State


@step(PolicyDraft, sources=[Draft.WAITING], target=Draft.RECKONED, permission=permissions.draft_policy)
def reckon_draft(draft: PolicyDraft, *, by: Any) -> None:
    """Reckon the effect of new numbers on all staff. Clause 1.3."""
    effects.reckon(draft)


@step(PolicyDraft, sources=[Draft.RECKONED], target=Draft.WAITING, permission=permissions.draft_policy)
def reckon_draft_anew(draft: PolicyDraft, *, by: Any) -> Afterwards:
    """Have an effect that no longer holds reckoned anew. Clause 1.3."""
    return lambda: effects.queue(draft)


@step(PolicyDraft, sources=[Draft.RECKONED], target=Draft.ADOPTED, permission=permissions.draft_policy)
def adopt_policy_draft(draft: PolicyDraft, *, by: Any) -> Afterwards:
    """Adopt new numbers whose effect was seen; every cycle is reckoned anew in the background. Clause 1.3."""
    return effects.adopt(draft)


@step(
    PolicyDraft,
    sources=[Draft.WAITING, Draft.RECKONED],
    target=Draft.DISCARDED,
    permission=permissions.draft_policy,
)
def discard_policy_draft(draft: PolicyDraft, *, by: Any) -> None:
    """Throw new numbers away: nothing has changed. Clause 1.3."""


@step(PolicyDraft, sources=[Draft.ADOPTED], target=Draft.DISCARDED, permission=permissions.draft_policy)
def withdraw_policy(draft: PolicyDraft, *, by: Any, reason: str) -> Afterwards:
    """Take adopted numbers back before the day on which they come into force. Clause 1.3."""
    return effects.withdraw(draft)


history.name_acts(
    {
        "reckon_draft": _("effect reckoned"),
        "reckon_draft_anew": _("effect to be reckoned anew"),
        "adopt_policy_draft": _("numbers adopted"),
        "discard_policy_draft": _("draft discarded"),
        "withdraw_policy": _("adopted numbers withdrawn"),
    }
)
