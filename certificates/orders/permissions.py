"""Who may do what to orders and their visas."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import Order, Visa


def draft_order(user: Any, order: Order | None = None) -> Verdict:
    """Officers of ИИжКББ draft orders and send them round. Clauses 5.7, 6.1."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(_("Only an officer of ИИжКББ drafts orders."))


def give_visa(user: Any, visa: Visa) -> Verdict:
    """Whoever holds the office endorses for it, never the drafter."""
    me = actor(user)
    if not me.holds(visa.role):
        return no(_("Only the office named in the visa endorses."))
    if visa.order.drafted_by_id == me.person_id and visa.role != RoleKind.OFFICER:
        return no(_("Nobody endorses an order that they drafted."))
    return YES


def record_signature(user: Any, order: Order) -> Verdict:
    """An officer records that the rector signed, with the chancellery's number and the scan. Clause 5.7."""
    return (
        YES
        if actor(user).holds(RoleKind.OFFICER)
        else no(_("Only an officer of ИИжКББ records the rector's signature."))
    )


def execute_order(user: Any, order: Order) -> Verdict:
    """The effects follow from the signature. Clause 5.7."""
    return record_signature(user, order)
