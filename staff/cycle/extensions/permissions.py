"""Who sees, grants and revokes extensions and pauses. Clauses 1.3, 6.1."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import Person, RoleKind
from staff.people.permissions import READS_EVERYBODY, edit_person


def edit_pause(user: Any, person: Person | None = None) -> Verdict:
    """HR enters pauses. Clause 1.3."""
    return edit_person(user, person)


def view_extensions(user: Any, record: Any = None) -> Verdict:
    """The offices see extensions and pauses. Clauses 1.3, 6.1."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see extensions and pauses."))


def grant_extension(user: Any, record: Any = None) -> Verdict:
    """An officer of ИИжКББ gives people more time, and takes it back. Clause 6.1."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ extends due dates."))


def revoke_pause(user: Any, pause: Any) -> Verdict:
    """HR ends and revokes the pauses of others. Clause 1.3."""
    return edit_pause(user, pause.person)
