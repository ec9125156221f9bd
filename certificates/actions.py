"""Writes of the certificates app that change no state: drafts of orders, visas, committees, results."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import AttestationForm, CourseRun
from courses.runs.transitions import begin_attestation
from enrollment.applications import queries as enrolment
from enrollment.models import SelectionList
from enrollment.selection.transitions import start_if_due
from ostu_qualification.core.models import Policy
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import held, locked
from ostu_qualification.core.records.writes import keep
from ostu_qualification.core.words.dates import short_date
from staff.actors import actor
from staff.models import Person
from staff.models.people import RoleKind

from . import committee, drafting, permissions
from .models import Attestation, AttestationResult, Order, OrderKind, Visa

LANGUAGES = ["ky", "ru"]
VISA_ACTS: dict[str, str] = {Visa.Answer.ENDORSED: "endorse_order", Visa.Answer.OBJECTED: "object_to_order"}
VISAS = [
    (RoleKind.VICE_RECTOR, "ИжИ боюнча проректор"),
    (RoleKind.FINANCE_OFFICER, "План-финансылык бөлүм"),
    (RoleKind.HR_OFFICER, "Кадрлар бөлүмү"),
]


@transaction.atomic
def draft_enrolment_order(run: CourseRun, *, by: Any) -> Order:
    """Draft the order that enrols those who confirmed their place. Clauses 5.4, 6.1.

    Refused before the list is approved, while offers are still open, or when nobody has confirmed.
    """
    permissions.draft_order(by).require()
    run = locked(run)
    _require_no_order(run.orders.filter(kind=OrderKind.ENROLMENT))
    selection = SelectionList.objects.filter(run=run, state=SelectionList.State.APPROVED).first()
    if selection is None or run.state != CourseRun.State.SELECTED:
        raise ValidationError(_("There is no approved list of this run yet: nobody can be enrolled."))
    return _keep_draft(Order(kind=OrderKind.ENROLMENT, run=run, selection=selection), by=by)


@transaction.atomic
def draft_certificate_order(attestation: Attestation, *, by: Any) -> Order:
    """Draft the order that issues certificates to those who passed: one for an attestation, and not for nobody. Clauses 5.7, 7.5.3."""
    permissions.draft_order(by).require()
    attestation = locked(attestation)
    _require_no_order(attestation.orders.filter(kind=OrderKind.CERTIFICATES))
    return _keep_draft(Order(kind=OrderKind.CERTIFICATES, run=attestation.run, attestation=attestation), by=by)


def _require_no_order(orders: QuerySet[Order]) -> None:
    """Refuse a second order beside one that is on its way or carried out. The caller holds the lock that keeps it so."""
    order = orders.exclude(state=Order.State.ANNULLED).first()
    if order is not None:
        raise ValidationError(_("This order is there already: %(order)s.") % {"order": order})


def _keep_draft(order: Order, *, by: Any) -> Order:
    order.languages = LANGUAGES
    order.drafted_by = actor(by).person
    drafting.write(order)
    order.full_clean()
    order.save(force_insert=True)
    Visa.objects.bulk_create(Visa(order=order, role=role, post=post) for role, post in VISAS)
    history.record(order, "draft_order", by=by)
    return order


def edit_order(order: Order, *, content: dict[str, Any], by: Any) -> None:
    """Change the text of a draft order, language by language. Clause 5.7."""
    permission = permissions.draft_order
    keep(order, {"content": content}, by=by, permission=permission, act="edit_order", check=_require_draft)


@transaction.atomic
def redraft_order(order: Order, *, by: Any) -> None:
    """Write a draft order anew, with the people and the text as of now; what was changed by hand is lost. Clauses 5.7, 6.1.

    The run is locked, so that nobody comes or goes meanwhile.
    """

    def write_anew(fresh: Order) -> None:
        _require_draft(fresh)
        drafting.write(fresh)

    locked(order.run)
    written = ["content", "facts", "participants"]
    keep(order, by=by, permission=permissions.draft_order, act="redraft_order", check=write_anew, derived=written)


def _require_draft(order: Order) -> None:
    if order.state != Order.State.DRAFT:
        raise ValidationError(_("The order is in endorsement: its text is no longer changed."))


@transaction.atomic
def give_visa(visa: Visa, *, answer: str, remark: str, by: Any) -> None:
    """Endorse an order for one's office, or object with a remark; the order is held, so that it is not taken back meanwhile."""
    if held(visa.order).state != Order.State.ENDORSEMENT:
        raise ValidationError(_("The order is not in endorsement."))
    fields = {"answer": answer, "remark": remark, "person": actor(by).person, "given_at": timezone.now()}
    keep(visa, fields, by=by, permission=permissions.give_visa)
    history.record(visa.order, VISA_ACTS[answer], by=by, reason=f"{visa.post}. {remark}".strip())


@transaction.atomic
def open_attestation(
    attestation: Attestation, *, experts: Collection[Person], members: Collection[Person], by: Any
) -> Attestation:
    """End the classes and name the committee of experts and the unit; every participant gets a line for the results.

    Clauses 5.7, 7.5.3.
    """
    permissions.open_attestation(by).require()
    run = locked(attestation.run)
    problems = committee.problems(
        run,
        attestation.held_on,
        chair=attestation.chair,
        secretary=attestation.secretary,
        experts=experts,
        members=members,
    )
    if problems:
        raise ValidationError(problems)
    start_if_due(run, by=by)
    attestation.form = run.programme.attestation_form
    attestation.pass_points = Policy.objects.on(attestation.held_on).pass_points
    attestation.full_clean()
    if attestation.held_on < run.ends_on:
        day = {"day": short_date(run.ends_on)}
        raise ValidationError(
            {"held_on": _("The course lasts until %(day)s, the attestation cannot be before that.") % day}
        )
    begin_attestation(run, by=by)
    attestation.save(force_insert=True)
    attestation.experts.set(experts)
    attestation.members.set(members)
    AttestationResult.objects.bulk_create(
        AttestationResult(attestation=attestation, application=application)
        for application in enrolment.enrolled_of(run)
    )
    history.record(attestation, "open_attestation", by=by)
    return attestation


NEEDS_BOTH = (AttestationForm.ATTESTATION_AND_EXAM,)


def outcome_of(attestation: Attestation, first: int | None, exam: int | None) -> str:
    """What the points mean: each needed component must reach the pass mark; empty while one is missing. Clause 5.7.

    Thematic and long programmes need the attestation and the exam, all others one component.
    """
    needed = [first, exam] if attestation.form in NEEDS_BOTH else [first]
    if any(points is None for points in needed):
        return ""
    has_passed = all(points >= attestation.pass_points for points in needed if points is not None)
    return AttestationResult.Outcome.PASSED if has_passed else AttestationResult.Outcome.FAILED


@transaction.atomic
def enter_results(attestation: Attestation, rows: dict[int, dict[str, Any]], *, by: Any) -> None:
    """Keep the committee's results; `rows` maps the line to points, absence and remark. Clauses 5.7, 7.5.3."""
    permissions.enter_results(by, attestation).require()
    attestation = locked(attestation)
    permissions.enter_results(by, attestation).require()
    for result in attestation.results.filter(pk__in=rows):
        row = rows[result.pk]
        result.first_points, result.exam_points, result.remark = row["first_points"], row["exam_points"], row["remark"]
        result.outcome = row["absence"] or outcome_of(attestation, result.first_points, result.exam_points)
        result.full_clean()
        result.save(update_fields=["first_points", "exam_points", "remark", "outcome"])
    history.record(attestation, "enter_results", by=by)
