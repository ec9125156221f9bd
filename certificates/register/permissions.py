"""Who may see the register and its checks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certificates.offices import view_orders
from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind


def view_register(user: Any, record: Any = None) -> Verdict:
    """The offices see the register of certificates. Clause 5.7."""
    return view_orders(user)


def view_inspections(user: Any, record: Any = None) -> Verdict:
    """Those who answer for the register and its files see what the checks of the night found. Clause 5.7."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only ИИжКББ, the auditor and the administrator see the checks of the night."))
