"""Who may do what to attestations."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import Attestation


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
