"""Who may do what to attestations, and when it can be done."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.models import CourseRun
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import YES, Verdict, no, not_yet
from ostu_qualification.core.words.dates import short_date
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import Attestation, AttestationResult


def open_attestation(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ name the committee. Clauses 5.7, 7.5.3."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(gettext_lazy("Only an officer of ИИжКББ names the committee."))


def classes_are_over(run: CourseRun) -> Verdict:
    """The attestation begins on the last day of the classes or later. Clause 5.7.

    Before the classes have begun nobody is told of it: it is too far ahead.
    """
    if today() >= run.ends_on:
        return YES
    reason = _("The course lasts until %(day)s: the attestation begins on its last day or later.")
    reason %= {"day": short_date(run.ends_on)}
    return not_yet(reason) if run.state == CourseRun.State.RUNNING else no(reason)


def enter_results(user: Any, attestation: Attestation) -> Verdict:
    """The committee's chair and secretary enter results while the attestation is open. Clause 7.5.3."""
    me = actor(user)
    if me.person is not None and me.person_id in (attestation.chair_id, attestation.secretary_id):
        return YES
    return no(gettext_lazy("Only the chair and the secretary of the committee enter results."))


def day_has_come(attestation: Attestation) -> Verdict:
    """Nobody has a result before the day of the attestation. Clause 5.7."""
    if today() >= attestation.held_on:
        return YES
    return not_yet(_("The attestation is held on %(day)s.") % {"day": short_date(attestation.held_on)})


def close_attestation(user: Any, attestation: Attestation) -> Verdict:
    """The chair closes the attestation. Clause 7.5.3."""
    me = actor(user)
    if me.person_id and me.person_id == attestation.chair_id:
        return YES
    return no(gettext_lazy("Only the chair of the committee closes the attestation."))


def everyone_has_a_result(attestation: Attestation) -> Verdict:
    """An attestation is closed with all its results. Clause 7.5.3."""
    missing = attestation.results.filter(outcome=AttestationResult.Outcome.WAITING).count()
    if not missing:
        return YES
    sentence = ngettext("%(n)s participant has no result yet.", "%(n)s participants have no result yet.", missing)
    return not_yet(sentence % {"n": missing})
