"""The numbers of the rules with their names, their drafts, and those on which somebody has to decide. Clause 1.3."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.workflow.waits import Waits

from . import permissions
from .models import PolicyDraft, PolicyEffect


def policies_with_numbers() -> list[tuple[Policy, list[tuple[str, Any]]]]:
    """All policies with their numbers by name, the latest first. Clause 1.3."""
    shown = [field for field in Policy._meta.fields if field.name not in ("id", "valid_from")]
    return [
        (policy, [(str(field.verbose_name), _in_words(policy, field)) for field in shown])
        for policy in Policy.objects.all()
    ]


def _in_words(policy: Policy, field: Any) -> Any:
    value = getattr(policy, field.name)
    if field.choices:
        return getattr(policy, f"get_{field.name}_display")()
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def policy_drafts_for(user: Any) -> QuerySet[PolicyDraft]:
    """The drafts, for those who see the numbers of the rules. Clause 1.3."""
    drafts = PolicyDraft.objects.select_related("policy", "drafted_by__person")
    return drafts if permissions.view_policies(user) else drafts.none()


def open_drafts_for(user: Any) -> QuerySet[PolicyDraft]:
    """The drafts on which nobody has decided, and the adopted ones that are not in force yet. Clause 1.3."""
    drafts = policy_drafts_for(user)
    waiting = drafts.filter(state__in=[PolicyDraft.State.WAITING, PolicyDraft.State.RECKONED])
    return waiting | drafts.filter(state=PolicyDraft.State.ADOPTED, valid_from__gt=today())


def effects_of(draft: PolicyDraft) -> QuerySet[PolicyEffect]:
    """Those whose date or status the draft changes, with their main posts' units for a list."""
    return draft.effects.select_related("person__cycle__unit").order_by("person__sort_key", "person_id")


TO_DECIDE = Waits(
    sentence=ngettext_lazy(
        "Decide on %(n)s draft of the policy settings", "Decide on %(n)s drafts of the policy settings", "n"
    ),
    records=lambda user: policy_drafts_for(user).filter(state=PolicyDraft.State.RECKONED),
    visible=lambda user: bool(permissions.draft_policy(user)),
    address=lambda: reverse("policy_list"),
    since="drafted_at",
    page="policy_draft_detail",
    who=_("an officer of ИИжКББ"),
)
