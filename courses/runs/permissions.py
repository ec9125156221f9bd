"""Who may do what to course runs."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.programmes.models import Programme
from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import CourseRun


def view_runs(user: Any, record: Any = None) -> Verdict:
    """Everyone on the staff sees the runs. Clause 5.2."""
    return YES if actor(user).person else no(_("Only staff and participants see this page."))


def edit_run(user: Any, run: CourseRun | None = None) -> Verdict:
    """Officers of ИИжКББ plan runs and change them while they are planned or open. Clause 5.1."""
    if not actor(user).holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ plans course runs."))
    if run is not None and run.pk and run.state not in (CourseRun.State.PLANNED, CourseRun.State.OPEN):
        return no(_("After its applications are closed a run is no longer changed."))
    return YES


def write_words(user: Any, run: CourseRun) -> Verdict:
    """Officers of ИИжКББ write what papers say about a run in other languages, until it is over. Clause 5.7."""
    if not actor(user).holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ writes the words for the papers."))
    if run.state in (CourseRun.State.COMPLETED, CourseRun.State.CANCELLED):
        return no(_("The run is over: its papers are no longer changed."))
    return YES


def write_titles(user: Any, programme: Programme, names: Collection[str]) -> Verdict:
    """Officers of ИИжКББ add a title that is missing; one that the council has permitted stays. Clause 1.6."""
    if not actor(user).holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ writes the words for the papers."))
    if any(getattr(programme, name) for name in names):
        return no(_("The programme has this title already: it is not changed (clause 1.6)."))
    return YES


def conduct_run(user: Any, run: CourseRun | None = None) -> Verdict:
    """Officers of ИИжКББ open, close, start and cancel runs. Clauses 5.1, 6.1."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(_("Only an officer of ИИжКББ conducts course runs."))
