"""Who asks about data and who answers; who writes the passport of the array."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.models import Person, RoleKind


def ask_about_data(user: Any, person: Person) -> Verdict:
    """Everyone asks about their own data."""
    if actor(user).person_id == person.pk:
        return YES
    return no(_("A request is made by the person whose data it is about."))


def view_data_requests(user: Any, record: Any = None) -> Verdict:
    """The HR officer answers requests about data; administrator and auditor see that they are answered in time."""
    if actor(user).holds(RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR):
        return YES
    return no(_("Only Human Resources sees requests about data."))


def answer_data_request(user: Any, record: Any = None) -> Verdict:
    """The HR officer answers, never one's own request."""
    me = actor(user)
    if not me.holds(RoleKind.HR_OFFICER):
        return no(_("Only the HR officer answers requests about data."))
    if record is not None and record.person_id == me.person_id:
        return no(_("Nobody answers a request of their own: ask a colleague."))
    return YES


def withdraw_data_request(user: Any, record: Any) -> Verdict:
    """Whoever asked takes the request back."""
    return ask_about_data(user, record.person)


def view_passport(user: Any, record: Any = None) -> Verdict:
    """The offices that answer for the data see the passport of the array."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR):
        return YES
    return no(_("Only the offices see the passport of the array."))


def edit_passport(user: Any, record: Any = None) -> Verdict:
    """The office that answers for the data, and the administrator, enter what the passport says of them."""
    if actor(user).holds(RoleKind.OFFICER, RoleKind.ADMINISTRATOR):
        return YES
    return no(_("Only ИИжКББ and the administrator write the passport of the array."))
