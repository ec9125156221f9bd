"""Who may do what to applications and selection lists."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.actors import actor
from staff.models.people import RoleKind
from staff.queries import heads_of_person

from .models import Application, SelectionList

READS_APPLICATIONS = (RoleKind.OFFICER, RoleKind.VICE_RECTOR, RoleKind.RECTOR, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR)


def apply(user: Any, record: Any = None) -> Verdict:
    """Every member of staff and every outside participant applies for themselves. Clauses 1.1, 5.4."""
    return YES if actor(user).person else no(_("Log in with your own account to apply."))


def edit_application(user: Any, application: Application) -> Verdict:
    """The applicant alone writes the application. Clause 5.4."""
    return (
        YES if actor(user).person_id == application.person_id else no(_("Only the applicant changes an application."))
    )


def submit_application(user: Any, application: Application) -> Verdict:
    """The applicant submits. Clause 5.4."""
    return edit_application(user, application)


def withdraw_application(user: Any, application: Application) -> Verdict:
    """The applicant withdraws, any time before the order. Clause 5.4."""
    return edit_application(user, application)


def confirm_place(user: Any, application: Application) -> Verdict:
    """The applicant confirms an offered place. Clause 5.4."""
    return edit_application(user, application)


def decline_place(user: Any, application: Application) -> Verdict:
    """The applicant declines an offered place. Clause 5.4."""
    return edit_application(user, application)


def give_opinion(user: Any, application: Application) -> Verdict:
    """The head of the applicant's unit gives an opinion, no veto; never on their own application. Clause 5.3."""
    me = actor(user)
    if me.person is None or me.person_id == application.person_id:
        return no(_("Nobody gives an opinion on an application of their own."))
    if me.person_id not in {head.pk for head in heads_of_person(application.person)}:
        return no(_("Only the head of the applicant's unit gives an opinion."))
    return YES


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
