"""Who sees the letters, cancels and settles them, tells by hand. Clause 6.1."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no, not_yet
from staff.people.actors import actor
from staff.people.models import RoleKind
from staff.people.permissions import heads


def view_outbox(user: Any, record: Any = None) -> Verdict:
    """Officers and auditors see the letters. Clause 6.1."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only officers of ИИжКББ see the outbox."))


def cancel_letter(user: Any, record: Any) -> Verdict:
    """An officer cancels a letter that has not gone out."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(_("Only an officer of ИИжКББ cancels letters."))


def has_address(letter: Any) -> Verdict:
    """A letter goes out only to an address. Clause 6.1."""
    return YES if letter.address else not_yet(_("The person has no e-mail: tell them by hand."))


def settle_letter(user: Any, record: Any) -> Verdict:
    """An officer of ИИжКББ decides what becomes of a letter that failed or may have gone out. Clause 6.1."""
    return cancel_letter(user, record)


def tell_by_hand(user: Any, letter: Any) -> Verdict:
    """The head, ИИжКББ and HR note that they told someone who has no e-mail, never the person alone. Clause 6.1."""
    me = actor(user)
    if me.person_id == letter.person_id:
        return no(_("Whoever told you notes it: your head or the office."))
    if letter.address and letter.state == letter.State.PLANNED:
        return no(_("This letter goes out by e-mail."))
    if me.holds(RoleKind.OFFICER, RoleKind.HR_OFFICER) or heads(me, letter.person):
        return YES
    return no(_("Only the head, ИИжКББ and Human Resources note that somebody was told."))
