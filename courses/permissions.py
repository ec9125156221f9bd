"""Who may do what to programmes and course runs."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.actors import actor
from staff.models.people import RoleKind

from .models import CourseRun, Programme

READS_PROGRAMMES = (
    RoleKind.OFFICER,
    RoleKind.COUNCIL_MEMBER,
    RoleKind.COUNCIL_SECRETARY,
    RoleKind.COUNCIL_CHAIR,
    RoleKind.VICE_RECTOR,
    RoleKind.RECTOR,
    RoleKind.AUDITOR,
    RoleKind.FINANCE_OFFICER,
    RoleKind.ADMINISTRATOR,
)


def view_programmes(user: Any, record: Any = None) -> Verdict:
    """The offices and the council see programmes in every state; all others see the published ones. Clause 5.2."""
    if actor(user).holds(*READS_PROGRAMMES):
        return YES
    return no(_("Only the offices and the council see programmes that are not published."))


def edit_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """Officers of ИИжКББ write programmes, until the council has permitted them. Clauses 1.6, 5.1."""
    if not actor(user).holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ writes programmes."))
    if (
        programme is not None
        and programme.pk
        and programme.state not in (Programme.State.DRAFT, Programme.State.RETURNED)
    ):
        return no(_("A programme before the council or permitted by it is not changed (clause 1.6)."))
    return YES


def import_programmes(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ bring in the list of programmes. Clause 5.1."""
    return edit_programme(user)


def submit_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """Officers of ИИжКББ hand programmes to the council. Clause 1.6."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(_("Only an officer of ИИжКББ submits programmes."))


def permit_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The secretary of the council permits, never an author. Clause 1.6."""
    me = actor(user)
    if not me.holds(RoleKind.COUNCIL_SECRETARY):
        return no(_("Only the secretary of the council permits a programme."))
    if programme is not None and programme.authors.filter(pk=me.person_id).exists():
        return no(_("Nobody permits a programme of their own."))
    return YES


def return_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The secretary of the council returns a programme for mending. Clause 1.6."""
    return permit_programme(user, programme)


def refuse_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The secretary of the council refuses a programme by the council's decision. Clause 1.6."""
    return permit_programme(user, programme)


def approve_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The vice-rector for science and innovation approves, never an author. Clause 5.1."""
    me = actor(user)
    if not me.holds(RoleKind.VICE_RECTOR):
        return no(_("Only the vice-rector for science and innovation approves programmes."))
    if programme is not None and programme.authors.filter(pk=me.person_id).exists():
        return no(_("Nobody approves a programme of their own."))
    return YES


def archive_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """Officers take a programme out of the catalogue. Clause 5.2."""
    return submit_programme(user, programme)


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
