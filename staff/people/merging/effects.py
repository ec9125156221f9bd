"""What parting two merged records does, in numbers, told before it is done."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ostu_qualification.core.workflow.effects import Effect, effect, warning

from . import survey
from .models import PersonMerge


def of_undoing(merge: PersonMerge, user: Any) -> Sequence[Effect]:
    """What goes back, by kind, and what stays."""
    moved = [effect(f"{label}: {count}") for label, count in survey.moved_counts(merge)]
    return [
        effect(_("What the merging moved and is still where it put it goes back to the other record.")),
        *moved,
        warning(_("What was entered since stays with the kept record.")),
    ]
