"""Who lends which role, and who sees what is lent."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import Delegation

KEEPS_ROLES = (RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR)


def view_deputies(user: Any, record: Any = None) -> Verdict:
    """Who holds a role or acts for somebody sees what they lent and borrowed; those who keep roles see all."""
    me = actor(user)
    if me.roles or me.borrowed:
        return YES
    return no(_("Only those who hold a role have deputies."))


def lend_role(user: Any, delegation: Delegation) -> Verdict:
    """One lends a role that one holds oneself; those who keep the roles do it for others. Never what is borrowed."""
    me = actor(user)
    if me.person_id == delegation.lender_id:
        if not delegation.kind or delegation.kind in me.roles:
            return YES
        return no(_("You lend only a role that you hold yourself."))
    if me.roles.intersection(KEEPS_ROLES):
        return YES
    return no(_("A role is lent by whoever holds it, by Human Resources or by an administrator."))


def end_delegation(user: Any, delegation: Delegation) -> Verdict:
    """Whoever may lend a role takes it back, and the deputy gives it back, while it is lent."""
    if delegation.is_over:
        return no(_("This role is no longer lent."))
    if actor(user).person_id == delegation.deputy_id:
        return YES
    return lend_role(user, delegation)
