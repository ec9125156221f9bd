"""Who sees and keeps outside organisations and their people. Clause 1.1."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import Person, RoleKind
from staff.people.permissions import READS_EVERYBODY


def view_organisations(user: Any, record: Any = None) -> Verdict:
    """The offices see outside organisations and their people. Clause 1.1."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see outside organisations."))


def edit_organisation(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ and HR keep outside organisations. Clause 1.1."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.HR_OFFICER):
        return YES
    return no(_("Only officers of ИИжКББ and HR change outside organisations."))


def edit_outside_person(user: Any, person: Person | None = None) -> Verdict:
    """Officers of ИИжКББ and HR keep people from outside, never their own record, never one of the staff. Clause 1.1."""
    if person is not None and person.pk is not None:
        if actor(user).person_id == person.pk:
            return no(_("Nobody changes their own record: ask a colleague."))
        if person.organisation_id is None or person.employments.filter(left_on__isnull=True).exists():
            return no(_("This person is staff of the University: HR keeps the record."))
    return edit_organisation(user)
