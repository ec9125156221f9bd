"""What the selection hears from the courses and answers them."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import CourseRun
from courses.ports import pages_about_run
from courses.runs.signals import run_closed
from ostu_qualification.core.records.who import Who

from . import actions, permissions, queries


@receiver(run_closed, dispatch_uid="enrollment rank")
def rank(run: CourseRun, by: Who, **kwargs: Any) -> None:
    """Rank the applications as soon as the window closes. Clause 5.4."""
    actions.rank_run(run, by=by)


@pages_about_run.answer
def link_selection(run: CourseRun, user: Any) -> list[tuple[str, str]]:
    """Lead from a run to its list. Clause 6.1."""
    selection = queries.selections_for(user).filter(run=run).first() if permissions.view_selections(user) else None
    return [(reverse("selection_detail", args=[selection.pk]), _("Selection list"))] if selection else []
