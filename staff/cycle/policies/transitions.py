"""Every change of state of a draft of numbers. Clause 1.3."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import Afterwards, step

from . import effects, permissions, queries, reckoning
from .models import PolicyDraft

Draft = PolicyDraft.State


@step(
    PolicyDraft,
    sources=[Draft.WAITING],
    target=Draft.RECKONED,
    permission=permissions.draft_policy,
    clause="1.3",
    past=_("effect reckoned"),
)
def reckon_draft(draft: PolicyDraft, *, by: Who) -> None:
    """Reckon the effect of new numbers on all staff. Clause 1.3."""
    reckoning.reckon(draft)


@step(
    PolicyDraft,
    sources=[Draft.RECKONED],
    target=Draft.ADOPTED,
    permission=permissions.draft_policy,
    clause="1.3",
    label=_("Adopt"),
    past=_("numbers adopted"),
    done=_("Adopted. All due dates are being reckoned anew."),
    possible=reckoning.can_be_adopted,
    effects=effects.of_adopting,
    locks=reckoning.first_policy,
    waits_for=queries.TO_DECIDE,
)
def adopt_policy_draft(draft: PolicyDraft, *, by: Who) -> Afterwards:
    """Adopt new numbers whose effect was seen; every cycle is reckoned anew in the background. Clause 1.3."""
    return reckoning.adopt(draft)


@step(
    PolicyDraft,
    sources=[Draft.RECKONED],
    target=Draft.WAITING,
    permission=permissions.draft_policy,
    clause="1.3",
    label=_("Reckon anew"),
    past=_("effect to be reckoned anew"),
    done=_("The effect is being reckoned anew. Look at it once more."),
    effects=effects.of_reckoning_anew,
)
def reckon_draft_anew(draft: PolicyDraft, *, by: Who) -> Afterwards:
    """Have an effect that no longer holds reckoned anew. Clause 1.3."""
    return lambda: reckoning.queue(draft)


@step(
    PolicyDraft,
    sources=[Draft.WAITING, Draft.RECKONED],
    target=Draft.DISCARDED,
    permission=permissions.draft_policy,
    clause="1.3",
    label=_("Discard"),
    past=_("draft discarded"),
    done=_("The draft is discarded."),
    effects=effects.of_discarding,
    is_dangerous=True,
)
def discard_policy_draft(draft: PolicyDraft, *, by: Who) -> None:
    """Throw new numbers away: nothing has changed. Clause 1.3."""


@step(
    PolicyDraft,
    sources=[Draft.ADOPTED],
    target=Draft.DISCARDED,
    permission=permissions.draft_policy,
    clause="1.3",
    label=_("Withdraw"),
    past=_("adopted numbers withdrawn"),
    done=_("The numbers are withdrawn. All due dates are being reckoned anew."),
    possible=reckoning.can_be_withdrawn,
    effects=effects.of_withdrawing,
    locks=reckoning.first_policy,
    is_dangerous=True,
)
def withdraw_policy(draft: PolicyDraft, *, by: Who, reason: str) -> Afterwards:
    """Take adopted numbers back before the day on which they come into force. Clause 1.3."""
    return reckoning.withdraw(draft)
