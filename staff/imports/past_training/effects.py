"""What entering a list of past training does, in numbers, told before it is done. Clauses 1.3, 4.4."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.workflow.effects import Effect, effect, warning
from staff.imports.models import PastTrainingImport


def of_applying(past: PastTrainingImport, user: Any) -> Sequence[Effect]:
    """How many lines come in, whose due date changes, what is not taken; each number leads to its rows."""
    counts, page = past.report.get("counts", {}), reverse("past_training_detail", args=[past.pk])
    new, changed, refused = counts.get("new", 0), counts.get("due_changed", 0), counts.get("refused", 0)
    lines = [
        effect(
            ngettext(
                "%(n)s line comes into the ledger as recognised.",
                "%(n)s lines come into the ledger as recognised.",
                new,
            )
            % {"n": new},
            f"{page}?about=new",
        ),
        effect(
            ngettext("The due date of %(n)s person changes.", "The due dates of %(n)s people change.", changed)
            % {"n": changed},
            f"{page}?about=due",
        ),
    ]
    if refused:
        words = ngettext("%(n)s line is not taken.", "%(n)s lines are not taken.", refused) % {"n": refused}
        lines.append(warning(words, f"{page}?about=refused"))
    return [*lines, effect(_("All of it is applied at once, or nothing."))]


def of_discarding(past: PastTrainingImport, user: Any) -> Sequence[Effect]:
    """Nothing of the list has come in."""
    return [effect(_("Nothing of the list comes in; it can be uploaded again."))]
