"""Who claims training, decides on it, enters mobility. Clauses 4.1, 4.4, 6.2."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import Person, RoleKind
from staff.people.permissions import READS_EVERYBODY

from .models import TrainingSource


def claim_training(user: Any, person: Person) -> Verdict:
    """Everyone claims their own training done elsewhere. Clauses 4.1, 4.4."""
    if actor(user).person_id == person.pk:
        return YES
    return no(_("A claim is made by the person who was trained."))


def enter_mobility(user: Any, record: Any = None) -> Verdict:
    """The international officer enters mobility abroad. Clause 6.2."""
    if actor(user).holds(RoleKind.INTERNATIONAL_OFFICER):
        return YES
    return no(_("Only the international officer enters mobility."))


def view_mobility(user: Any, record: Any = None) -> Verdict:
    """The international officer and the offices see mobility. Clause 6.2."""
    if actor(user).holds(RoleKind.INTERNATIONAL_OFFICER, *READS_EVERYBODY):
        return YES
    return no(_("Only the offices see the mobility of all staff."))


def edit_training(user: Any, record: Any) -> Verdict:
    """A claim is changed or withdrawn by whoever has made it: the person, or of mobility the international officer. Clause 4.4."""
    if record.source == TrainingSource.MOBILITY:
        return enter_mobility(user)
    if record.source == TrainingSource.ELSEWHERE and actor(user).person_id == record.person_id:
        return YES
    return no(_("A claim is changed only by whoever has made it."))


def decide_training(user: Any, record: Any) -> Verdict:
    """An officer of ИИжКББ recognises or refuses a claim, never their own. Clauses 4.4, 6.1."""
    me = actor(user)
    if not me.holds(RoleKind.OFFICER):
        return no(_("Only an officer of ИИжКББ decides on claims."))
    if record is not None and record.person_id == me.person_id:
        return no(_("Nobody decides on a claim of their own."))
    return YES


def annul_training(user: Any, record: Any) -> Verdict:
    """An officer of ИИжКББ annuls a recognised line with a reason. Clause 4.4."""
    return decide_training(user, record)
