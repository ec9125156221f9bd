"""Who sees people, and who keeps their records and roles. Clauses 1.4, 5.3."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no

from .actors import Actor, actor
from .models import Person, RoleKind

READS_EVERYBODY = (
    RoleKind.OFFICER,
    RoleKind.HR_OFFICER,
    RoleKind.VICE_RECTOR,
    RoleKind.RECTOR,
    RoleKind.AUDITOR,
    RoleKind.ADMINISTRATOR,
)


def view_people(user: Any, record: Any = None) -> Verdict:
    """The offices see all people; a head sees the people of the unit. Clauses 1.4, 5.3."""
    me = actor(user)
    if me.holds(*READS_EVERYBODY) or me.is_head:
        return YES
    return no(_("Only the offices and heads of units see lists of people."))


def view_person(user: Any, person: Person) -> Verdict:
    """Oneself, one's head, and the offices."""
    me = actor(user)
    if me.person_id == person.pk or me.holds(*READS_EVERYBODY):
        return YES
    if heads(me, person):
        return YES
    return no(_("You see only yourself and the people of your unit."))


def heads(me: Actor, person: Person) -> bool:
    """Whether someone heads a unit today in which a person holds a post. Clause 5.3."""
    return me.is_head and person.employments.filter(unit_id__in=me.headed_unit_ids, left_on__isnull=True).exists()


def view_pin(user: Any, person: Person) -> Verdict:
    """The personal number is shown whole to HR and to the person alone."""
    me = actor(user)
    if me.person_id == person.pk or me.holds(RoleKind.HR_OFFICER):
        return YES
    return no(_("Only Human Resources sees personal numbers."))


def edit_person(user: Any, person: Person | None = None) -> Verdict:
    """HR keeps the records of people; nobody edits their own."""
    me = actor(user)
    if not me.holds(RoleKind.HR_OFFICER):
        return no(_("Only the HR officer changes the records of people."))
    if person is not None and person.pk is not None and me.person_id == person.pk:
        return no(_("Nobody changes their own record: ask a colleague."))
    return YES


def edit_role(user: Any, person: Person | None = None) -> Verdict:
    """The administrator gives and ends roles, never their own."""
    me = actor(user)
    if not me.holds(RoleKind.ADMINISTRATOR):
        return no(_("Only the administrator gives roles."))
    if person is not None and me.person_id == person.pk:
        return no(_("Nobody gives a role to themselves."))
    return YES


def view_history(user: Any, record: Any = None) -> Verdict:
    """The offices see who changed what."""
    if actor(user).holds(*READS_EVERYBODY):
        return YES
    return no(_("Only the offices see the history."))


def edit_consent_texts(user: Any, record: Any = None) -> Verdict:
    """The administrator enters the texts that people consent to."""
    if actor(user).holds(RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only the administrator enters consent texts."))
