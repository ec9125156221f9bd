"""What a draft order says: people, facts and text from the templates, as of now. Clauses 5.7, 6.1."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.attestation.models import Attestation, AttestationResult
from certificates.issuing import paper_checks
from certificates.texts import filling, queries
from certificates.texts.models import OrderKind
from enrollment.applications import queries as enrolment
from ostu_qualification.core.models import today

from .models import Order


def write(order: Order) -> None:
    """Write people, facts and text of an order as they are now, in all its languages. Refused when there is nothing to order."""
    order.facts = {language: filling.lasting_facts(order.run, language) for language in order.languages}
    {OrderKind.ENROLMENT: _write_enrolment, OrderKind.CERTIFICATES: _write_certificates}[OrderKind(order.kind)](order)


def _write_enrolment(order: Order) -> None:
    """Those who confirmed, once nobody is left who still may. Clauses 5.4, 6.1."""
    run, selection = order.run, order.selection
    assert selection is not None
    offers = enrolment.offered_of(run).count()
    if offers:
        message = ngettext("%(n)s person has not confirmed yet.", "%(n)s people have not confirmed yet.", offers)
        raise ValidationError(message % {"n": offers})
    confirmed = list(enrolment.confirmed_of(run))
    if not confirmed:
        raise ValidationError(_("Nobody has confirmed a place."))
    paper_checks.check_names(each.person for each in confirmed)

    def facts(language: str) -> dict[str, Any]:
        return {"n": len(confirmed), **filling.selection_facts(selection, language)}

    order.participants = filling.participants(confirmed)
    _write_text(order, facts, frozenset({run.mode}))


def _write_certificates(order: Order) -> None:
    """Those who passed, and those who may resit. Clauses 5.7, 7.5.3."""
    attestation = order.attestation
    assert attestation is not None
    if attestation.state != Attestation.State.CLOSED:
        raise ValidationError(_("The chair has not closed the attestation yet."))
    results = list(attestation.results.select_related("application__person").order_by("application__person__sort_key"))
    passed = {each.application_id for each in results if each.outcome == AttestationResult.Outcome.PASSED}
    if not passed:
        raise ValidationError(_("Nobody has passed: there are no certificates to order."))
    people = [each.application.person for each in results if each.application_id in passed]
    paper_checks.check_certificates(order.run, people)
    failed = len(results) - len(passed)
    if failed and attestation.resit_until is None:
        raise ValidationError(_("Somebody has not passed: enter the day until which they may resit."))

    def facts(language: str) -> dict[str, Any]:
        return {"n": len(passed), "m": failed, **filling.attestation_facts(attestation, language)}

    order.participants = filling.participants(each.application for each in results)
    for each in order.participants:
        each["passed"] = each["application"] in passed
    _write_text(order, facts, frozenset({"failed"} if failed else ()))


def _write_text(order: Order, facts: Callable[[str], dict[str, Any]], conditions: frozenset[str]) -> None:
    order.content = {
        language: filling.render(
            queries.template_of(order.kind, language, today()),
            {**filling.run_facts(order.run, language), **facts(language)},
            conditions,
        )
        for language in order.languages
    }
