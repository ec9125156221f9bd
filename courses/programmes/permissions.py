"""Who may see and write programmes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import Programme

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
