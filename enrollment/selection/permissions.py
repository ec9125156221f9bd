"""Who may do what to selection lists and places."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import SelectionList

READS_APPLICATIONS = (RoleKind.OFFICER, RoleKind.VICE_RECTOR, RoleKind.RECTOR, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR)


def view_selections(user: Any, record: Any = None) -> Verdict:
    """The offices see the lists with all names. Clause 6.1."""
    return YES if actor(user).holds(*READS_APPLICATIONS) else no(_("Only the offices see the selection lists."))


def move_entry(user: Any, record: Any = None) -> Verdict:
    """An officer of ИИжКББ moves a person on the list, with a reason, never themselves. Clause 6.1."""
    me = actor(user)
    if not me.holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ moves people on a list."))
    if record is not None and record.application.person_id == me.person_id:
        return no(_("Nobody moves themselves."))
    return YES


def approve_selection(user: Any, selection: SelectionList | None = None) -> Verdict:
    """An officer of ИИжКББ approves the list, unless on it. Clause 6.1."""
    me = actor(user)
    if not me.holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ approves the list."))
    if selection is not None and selection.entries.filter(application__person_id=me.person_id).exists():
        return no(_("Nobody approves a list that they are on: ask a colleague."))
    return YES


def allocate(user: Any, record: Any = None) -> Verdict:
    """Places follow from an approved list or a signed order: the officer who acts upon those. Clauses 5.4, 6.1."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(_("Only an officer of ИИжКББ gives places."))
