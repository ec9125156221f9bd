"""Who may do what to orders, and what has to be there before."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.attestation.models import Attestation, AttestationResult
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from enrollment.applications import queries as enrolment
from enrollment.models import SelectionList
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.models import Approval
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import YES, Verdict, no, not_yet
from staff.people.actors import actor
from staff.people.models import RoleKind

from .differences import differences
from .models import Order


def draft_order(user: Any, record: Any = None) -> Verdict:
    """Officers of ИИжКББ draft orders and send them round. Clauses 5.7, 6.1."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(gettext_lazy("Only an officer of ИИжКББ drafts orders."))


def run_can_be_ordered(run: CourseRun) -> Verdict:
    """The list is approved, nobody is asked any more, somebody has confirmed, and there is no order yet. Clauses 5.4, 6.1."""
    there = run.orders.filter(kind=OrderKind.ENROLMENT).exclude(state=Order.State.ANNULLED).first()
    if there is not None:
        return no(_("This order is there already: %(order)s.") % {"order": there})
    if not SelectionList.objects.filter(run=run, state=SelectionList.State.APPROVED).exists():
        return not_yet(_("There is no approved list of this run yet: nobody can be enrolled."))
    offers = enrolment.offered_of(run).count()
    if offers:
        sentence = ngettext("%(n)s person has not confirmed yet.", "%(n)s people have not confirmed yet.", offers)
        return not_yet(sentence % {"n": offers})
    if not enrolment.confirmed_of(run).exists():
        return not_yet(_("Nobody has confirmed a place."))
    return YES


def attestation_can_be_ordered(attestation: Attestation) -> Verdict:
    """One order of certificates for an attestation, and not for nobody. Clauses 5.7, 7.5.3."""
    there = attestation.orders.filter(kind=OrderKind.CERTIFICATES).exclude(state=Order.State.ANNULLED).first()
    if there is not None:
        return no(_("This order is there already: %(order)s.") % {"order": there})
    if not attestation.results.filter(outcome=AttestationResult.Outcome.PASSED).exists():
        return not_yet(_("Nobody has passed: there are no certificates to order."))
    return YES


def order_is_true(order: Order) -> Verdict:
    """Nothing is sent round or signed that would not be carried out exactly as it is printed. Clauses 5.7, 6.1."""
    if not differences(order):
        return YES
    return not_yet(_("The order no longer says what would be carried out: take it back and draft it anew."))


def can_be_sent(order: Order) -> Verdict:
    """The order is true, and there is a route on which it goes round. Clauses 5.7, 6.1."""
    verdict = order_is_true(order)
    if verdict:
        try:
            approvals.route_on(order.approval_kind, today())
        except ValidationError as problem:
            return not_yet(" ".join(problem.messages))
    return verdict


def can_be_signed(order: Order) -> Verdict:
    """The offices have endorsed, and the order is still true. Clause 5.7."""
    asked = approvals.last_round(order)
    if approvals.is_endorsed(asked):
        return order_is_true(order)
    waiting = ", ".join(str(each) for each in asked if each.state in (Approval.State.AHEAD, Approval.State.WAITING))
    return not_yet(
        _("The rector signs once the offices have endorsed. Still asked: %(offices)s.") % {"offices": waiting or "–"}
    )


def record_signature(user: Any, order: Order) -> Verdict:
    """An officer records that the rector signed, with the chancellery's number and the scan. Clause 5.7."""
    if actor(user).holds(RoleKind.OFFICER):
        return YES
    return no(gettext_lazy("Only an officer of ИИжКББ records the rector's signature."))


def execute_order(user: Any, order: Order) -> Verdict:
    """The effects follow from the signature. Clause 5.7."""
    return record_signature(user, order)
