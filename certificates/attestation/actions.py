"""Writes of attestations that change no state: the committee, the results."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import AttestationForm
from courses.runs.transitions import begin_attestation
from enrollment.applications import queries as enrolment
from enrollment.selection.transitions import start_if_due
from ostu_qualification.core.models import Policy
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.words.dates import short_date
from staff.models import Person

from . import committee, permissions
from .models import Attestation, AttestationResult


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
