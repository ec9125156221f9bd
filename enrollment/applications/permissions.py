"""Who may do what to applications."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.units.queries import heads_of_person

from .models import Application


def apply(user: Any, record: Any = None) -> Verdict:
    """Every member of staff and every outside participant applies for themselves. Clauses 1.1, 5.4."""
    return YES if actor(user).person else no(_("Log in with your own account to apply."))


def edit_application(user: Any, application: Application) -> Verdict:
    """The applicant alone writes the application. Clause 5.4."""
    return (
        YES if actor(user).person_id == application.person_id else no(_("Only the applicant changes an application."))
    )


def submit_application(user: Any, application: Application) -> Verdict:
    """The applicant submits. Clause 5.4."""
    return edit_application(user, application)


def withdraw_application(user: Any, application: Application) -> Verdict:
    """The applicant withdraws, any time before the order. Clause 5.4."""
    return edit_application(user, application)


def confirm_place(user: Any, application: Application) -> Verdict:
    """The applicant confirms an offered place. Clause 5.4."""
    return edit_application(user, application)


def decline_place(user: Any, application: Application) -> Verdict:
    """The applicant declines an offered place. Clause 5.4."""
    return edit_application(user, application)


def give_opinions(user: Any, record: Any = None) -> Verdict:
    """Heads have a page with all opinions that they are asked for. Clause 5.3."""
    return YES if actor(user).is_head else no(_("Only the head of the applicant's unit gives an opinion."))


def give_opinion(user: Any, application: Application) -> Verdict:
    """The head of the applicant's unit gives an opinion, no veto; never on their own application. Clause 5.3."""
    me = actor(user)
    if me.person is None or me.person_id == application.person_id:
        return no(_("Nobody gives an opinion on an application of their own."))
    if me.person_id not in {head.pk for head in heads_of_person(application.person)}:
        return no(_("Only the head of the applicant's unit gives an opinion."))
    return YES
