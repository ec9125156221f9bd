"""What deciding on new numbers does, told before it is done. Clause 1.3."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning
from staff.cycle.models import CycleStatus

from .models import PolicyDraft
from .reckoning import changed_numbers, left_out


def of_adopting(draft: PolicyDraft, user: Any) -> Sequence[Effect]:
    """From when, how many numbers differ, whose date or status changes, who becomes overdue, who is left out."""
    page = reverse("policy_draft_detail", args=[draft.pk])
    moved, numbers = draft.effects.count(), len(changed_numbers(draft))
    overdue = draft.effects.filter(status_after=CycleStatus.OVERDUE).exclude(status_before=CycleStatus.OVERDUE)
    lines = [
        effect(_("The numbers are in force from %(day)s.") % {"day": short_date(draft.valid_from)}),
        effect(ngettext("%(n)s number differs.", "%(n)s numbers differ.", numbers) % {"n": numbers}),
        effect(
            ngettext(
                "The date or status of %(n)s person changes.", "The date or status of %(n)s people changes.", moved
            )
            % {"n": moved},
            page,
        ),
        effect(_("Whoever had enough hours under the old numbers keeps the date.")),
    ]
    if count := overdue.count():
        words = ngettext("%(n)s person becomes overdue.", "%(n)s people become overdue.", count) % {"n": count}
        lines.append(warning(words, f"{page}?status_after={CycleStatus.OVERDUE}"))
    if count := left_out(draft):
        words = ngettext(
            "%(n)s person is left out: the record cannot be reckoned.",
            "%(n)s people are left out: their records cannot be reckoned.",
            count,
        )
        lines.append(warning(words % {"n": count}, f"{reverse('person_list')}?gap=any"))
    return lines


def of_reckoning_anew(draft: PolicyDraft, user: Any) -> Sequence[Effect]:
    """The effect is forgotten and reckoned once more."""
    return [effect(_("The effect on all staff is reckoned once more; then the numbers can be adopted."))]


def of_discarding(draft: PolicyDraft, user: Any) -> Sequence[Effect]:
    """Nothing has changed."""
    return [effect(_("The draft is put aside: nothing changes for anybody."))]


def of_withdrawing(draft: PolicyDraft, user: Any) -> Sequence[Effect]:
    """The numbers are not in force yet; the dates go back."""
    moved = draft.effects.count()
    back = ngettext(
        "The date or status of %(n)s person goes back.", "The date or status of %(n)s people goes back.", moved
    )
    return [effect(_("They are not in force yet: nobody was judged by them.")), effect(back % {"n": moved})]
