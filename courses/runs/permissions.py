"""Who may do what to course runs."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.ports import Places, places_of_runs
from courses.programmes.models import Programme
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import YES, Verdict, no, not_yet
from ostu_qualification.core.words.dates import short_date
from staff.people.actors import actor
from staff.people.models import RoleKind
from staff.ports import in_one

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


def places(run: CourseRun) -> Places:
    """How full a run is; told by the app that knows."""
    return in_one(places_of_runs.ask([run.pk])).get(run.pk, Places())


def can_be_opened(run: CourseRun) -> Verdict:
    """Only an approved programme is run, and nobody can apply after the last day. Clauses 1.6, 5.1, 5.4."""
    if run.programme.state != Programme.State.APPROVED:
        return not_yet(
            _("Only a programme permitted by the council and approved by the vice-rector is run (clauses 1.6, 5.1).")
        )
    if run.apply_until < today():
        return not_yet(_("The time for applications is over: change its dates first."))
    return YES


def can_begin(run: CourseRun) -> Verdict:
    """The participants are enrolled by the rector's order, and the first day has come. Clauses 5.1, 6.1."""
    if not places(run).enrolled:
        return not_yet(_("Nobody is enrolled: the rector's order comes first."))
    if today() < run.starts_on:
        return not_yet(gettext("The course begins on %(day)s.") % {"day": short_date(run.starts_on)})
    return YES


def classes_are_over(run: CourseRun) -> Verdict:
    """The attestation is not before the last day. Clause 5.7."""
    if today() < run.ends_on:
        sentence = gettext("The course lasts until %(day)s: the attestation begins on its last day or later.")
        return not_yet(sentence % {"day": short_date(run.ends_on)})
    return YES
