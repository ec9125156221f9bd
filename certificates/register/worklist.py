"""What waits for those who answer for the register. Clause 5.7."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from ostu_qualification.core.workflow import waits
from ostu_qualification.core.workflow.waits import Task

from . import inspections


@waits.register_tasks
def see_to_checks(user: Any) -> list[Task]:
    """What the checks of the night found in the register and among the files. Clause 5.7."""
    found = list(inspections.inspections_for(user).filter(count__gt=0))
    count = sum(each.count for each in found)
    since = min((each.since for each in found if each.since), default=None)
    sentence = ngettext(
        "See to %(n)s discrepancy of the checks of the night",
        "See to %(n)s discrepancies of the checks of the night",
        count,
    )
    return [Task(sentence % {"n": count}, reverse("inspection_list"), count, since)] if count else []
