"""New numbers of the rules before and when they are adopted: their effect on all staff, reckoned in portions. Clause 1.3."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.door.memory import without_collecting
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.verdicts import YES, Verdict, not_yet
from ostu_qualification.core.records.who import Who, user_of
from ostu_qualification.core.workflow.jobs import after_commit, work_through
from staff.cycle import rules, stored
from staff.people.models import Person

from . import permissions
from .models import PolicyDraft, PolicyEffect

SEEN_FOR = dt.timedelta(days=1)
NUMBERS = tuple(field.name for field in Policy._meta.fields if field.name not in ("id", "valid_from"))


@transaction.atomic
def draft_policy(policy: Policy, *, by: Who) -> PolicyDraft:
    """Keep new numbers as a draft, never for a day that has passed; the effect is reckoned at once. Clause 1.3."""
    permissions.draft_policy(by).require()
    policy.full_clean()
    check_not_past(policy.valid_from)
    draft = PolicyDraft.objects.create(
        valid_from=policy.valid_from, numbers={name: getattr(policy, name) for name in NUMBERS}, drafted_by=user_of(by)
    )
    history.record_many([draft], "draft_policy", by=by, reason=policy.note, created=True)
    queue(draft)
    return draft


def queue(draft: PolicyDraft) -> None:
    """Have the effect reckoned in the background."""
    after_commit("staff.cycle.policies.tasks.reckon_policy_draft", draft.pk)


def check_not_past(valid_from: dt.date) -> None:
    """Refuse a first day that has passed: what was judged stays judged. Clause 1.3."""
    if valid_from < today():
        raise ValidationError({"valid_from": _("New numbers come into force today or later, never in the past.")})


def policy_of(draft: PolicyDraft) -> Policy:
    """The policy that a draft would become."""
    return Policy(valid_from=draft.valid_from, **draft.numbers)


def copy_of_current() -> Policy:
    """The numbers in force today, to begin new ones from; the ground is said anew."""
    current = Policy.objects.current()
    return Policy(**{name: getattr(current, name) for name in NUMBERS if name != "note"})


def first_policy(draft: PolicyDraft) -> list[Model]:
    """The row that lets those who change the policies come one after the other: it is there since the first day."""
    return list(Policy.objects.order_by("valid_from")[:1])


def versions() -> list[list[Any]]:
    """The policies there are, to see whether others have come since."""
    return [
        [key, day.isoformat()] for key, day in Policy.objects.order_by("valid_from").values_list("pk", "valid_from")
    ]


@without_collecting()
def reckon(draft: PolicyDraft) -> None:
    """Reckon every person's cycle with and without the draft, on its first day; keep the counts and who changes. Clause 1.3."""
    before = stored.rules_of_all_times()
    after = tuple(sorted((*before, stored.rules_of(policy_of(draft))), key=lambda each: each.valid_from))
    on = draft.reckoned_for = max(today(), draft.valid_from)
    draft.reckoned_at = timezone.now()
    draft.effects.all().delete()
    compare = partial(_compare, draft=draft, on=on, before=before, after=after)
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    failed = 0
    for people in stored.batches(Person.objects.filter(merged_into__isnull=True)):
        found, unreckoned = work_through(people, compare, job="effect of new numbers")
        failed += len(unreckoned)
        for old, new in found:
            counts[0][old] += 1
            counts[1][new] += 1
    draft.counts = {"before": counts[0], "after": counts[1], "versions": versions(), "failed": failed}


def _compare(
    people: Sequence[Person | stored.Subject],
    *,
    draft: PolicyDraft,
    on: dt.date,
    before: tuple[rules.Rules, ...],
    after: tuple[rules.Rules, ...],
) -> list[tuple[str, str]]:
    """The status of each of these people without and with the draft; those who change are kept."""
    statuses, effects = [], []
    for person_id, inputs in stored.inputs_of(people, before).items():
        old = rules.cycle(inputs, on)
        new = rules.cycle(replace(inputs, policies=after), on)
        statuses.append((old.status, new.status))
        if (old.status, old.due_on) != (new.status, new.due_on):
            effects.append(_effect(draft, person_id, old, new))
    PolicyEffect.objects.bulk_create(effects, batch_size=1000)
    return statuses


def _effect(draft: PolicyDraft, person_id: int, old: rules.Cycle, new: rules.Cycle) -> PolicyEffect:
    return PolicyEffect(
        draft=draft,
        person_id=person_id,
        status_before=old.status,
        status_after=new.status,
        due_before=old.due_on,
        due_after=new.due_on,
    )


def is_outdated(draft: PolicyDraft) -> bool:
    """Whether the effect was reckoned more than a day ago, or upon other policies than there are now. Clause 1.3."""
    if draft.reckoned_at is None or abs(timezone.now() - draft.reckoned_at) > SEEN_FOR:
        return True
    return draft.counts.get("versions") != versions()


def can_be_adopted(draft: PolicyDraft) -> Verdict:
    """New numbers are adopted upon an effect that still holds. Clause 1.3."""
    if is_outdated(draft):
        return not_yet(_("The effect was reckoned too long ago or upon other numbers: have it reckoned anew."))
    return YES


def can_be_withdrawn(draft: PolicyDraft) -> Verdict:
    """Numbers in force are not taken back. Clause 1.3."""
    if draft.policy is None or draft.policy.valid_from <= today():
        return not_yet(_("These numbers are in force: they can only be replaced by others."))
    return YES


def adopt(draft: PolicyDraft) -> Callable[[], object]:
    """Make the draft a policy."""
    check_not_past(draft.valid_from)
    policy = policy_of(draft)
    policy.full_clean()
    policy.save(force_insert=True)
    draft.policy = policy
    return lambda: after_commit("staff.cycle.tasks.rebuild_every_cycle")


def withdraw(draft: PolicyDraft) -> Callable[[], object]:
    """Take back a policy that is not in force yet: nobody was judged by it."""
    policy = draft.policy
    assert policy is not None  # `can_be_withdrawn` has looked
    draft.policy = None

    def delete() -> None:
        policy.delete()
        after_commit("staff.cycle.tasks.rebuild_every_cycle")

    return delete


def changed_numbers(draft: PolicyDraft) -> list[tuple[str, Any, Any]]:
    """The numbers that differ from those in force before the draft: what, before, after. Clause 1.3."""
    earlier = Policy.objects.filter(valid_from__lt=draft.valid_from).order_by("valid_from").last()
    if earlier is None:
        return []
    new = policy_of(draft)
    return [
        (str(Policy._meta.get_field(name).verbose_name), in_words(earlier, name), in_words(new, name))  # type: ignore[union-attr]
        for name in NUMBERS
        if name != "note" and getattr(earlier, name) != getattr(new, name)
    ]


def in_words(policy: Policy, name: str) -> Any:
    """A number of a policy as a page shows it."""
    value = getattr(policy, name)
    if Policy._meta.get_field(name).choices:  # type: ignore[union-attr]
        return getattr(policy, f"get_{name}_display")()
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def left_out(draft: PolicyDraft) -> int:
    """How many people the effect leaves out, since their records cannot be reckoned."""
    return draft.counts.get("failed", 0)


def people_before_and_after(draft: PolicyDraft) -> list[tuple[str, str, int, int]]:
    """Each status with its label and how many people stand in it without and with the draft. Clause 1.3."""
    labels = dict(PolicyEffect._meta.get_field("status_after").flatchoices)
    before, after = draft.counts.get("before", {}), draft.counts.get("after", {})
    return [
        (code, str(label), before.get(code, 0), after.get(code, 0))
        for code, label in labels.items()
        if code in before or code in after
    ]


history.name_acts(
    {
        "draft_policy": gettext_lazy("numbers drafted"),
    }
)
