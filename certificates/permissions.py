"""Who may do what to attestations, orders and certificates."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.actors import actor
from staff.models.people import RoleKind

from .models import Attestation, Order, Visa

READS_ORDERS = (
    RoleKind.OFFICER,
    RoleKind.HR_OFFICER,
    RoleKind.VICE_RECTOR,
    RoleKind.RECTOR,
    RoleKind.FINANCE_OFFICER,
    RoleKind.ACCOUNTANT,
    RoleKind.AUDITOR,
    RoleKind.ADMINISTRATOR,
)


def view_orders(user: Any, record: Any = None) -> Verdict:
    """The offices see orders. Clause 5.7."""
    return YES if actor(user).holds(*READS_ORDERS) else no(_("Only the offices see orders."))


def draft_order(user: Any, order: Order | None = None) -> Verdict:
    """Officers of ИИжКББ draft orders and send them round. Clauses 5.7, 6.1."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(_("Only an officer of ИИжКББ drafts orders."))


def edit_ground(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ keep the acts that orders cite. Section 2."""
    return (
        YES
        if actor(user).holds(RoleKind.OFFICER)
        else no(_("Only an officer of ИИжКББ changes the acts that orders cite."))
    )


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


def open_attestation(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ name the committee. Clauses 5.7, 7.5.3."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(_("Only an officer of ИИжКББ names the committee."))


def enter_results(user: Any, attestation: Attestation) -> Verdict:
    """The committee's chair and secretary enter results while the attestation is open. Clause 7.5.3."""
    me = actor(user)
    if me.person_id not in (attestation.chair_id, attestation.secretary_id) or me.person is None:
        return no(_("Only the chair and the secretary of the committee enter results."))
    if attestation.state != Attestation.State.OPEN:
        return no(_("The attestation is closed: its results are no longer changed."))
    return YES


def close_attestation(user: Any, attestation: Attestation) -> Verdict:
    """The chair closes the attestation. Clause 7.5.3."""
    me = actor(user)
    return (
        YES
        if me.person_id and me.person_id == attestation.chair_id
        else no(_("Only the chair of the committee closes the attestation."))
    )


def view_register(user: Any, record: Any = None) -> Verdict:
    """The offices see the register of certificates. Clause 5.7."""
    return view_orders(user)


def view_inspections(user: Any, record: Any = None) -> Verdict:
    """Those who answer for the register and its files see what the checks of the night found. Clause 5.7."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only ИИжКББ, the auditor and the administrator see the checks of the night."))


def execute_order(user: Any, order: Order) -> Verdict:
    """The effects follow from the signature. Clause 5.7."""
    return record_signature(user, order)
