"""All that can happen to an attestation: the committee is named, the results are entered, the chair closes it."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import CourseRun
from courses.runs.transitions import begin_attestation
from enrollment.applications.queries import enrolled_of
from enrollment.selection.transitions import start_if_due
from ostu_qualification.core.models import Policy
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.steps import act, step
from staff.models import Person

from . import committee, effects, forms, permissions, queries
from .models import Attestation, AttestationResult
from .outcomes import outcome_of

POINTS = ("first_points", "exam_points", "outcome", "remark")


@act(
    CourseRun,
    sources=[CourseRun.State.SELECTED, CourseRun.State.RUNNING],
    permission=permissions.open_attestation,
    possible=permissions.classes_are_over,
    clause="7.5.3",
    label=gettext_lazy("Name the committee"),
    past=gettext_lazy("committee named"),
    done=gettext_lazy("The committee is named: its chair and its secretary enter the results."),
    form=forms.CommitteeForm,
    effects=effects.of_opening,
    waits_for=queries.COMMITTEES,
)
def open_attestation(
    run: CourseRun, *, by: Who, experts: Collection[Person], members: Collection[Person], **facts: Any
) -> Attestation:
    """End the classes and name the committee of experts and the unit; every participant gets a line for the results.

    Clauses 5.7, 7.5.3.
    """
    held_on: dt.date = facts["held_on"]
    problems = committee.problems(
        run, held_on, chair=facts["chair"], secretary=facts["secretary"], experts=experts, members=members
    )
    if problems:
        raise ValidationError(problems)
    start_if_due(run, by=by)
    attestation = Attestation(run=run, form=run.programme.attestation_form, **facts)
    attestation.pass_points = Policy.objects.on(held_on).pass_points
    attestation.full_clean()
    if held_on < run.ends_on:
        day = {"day": short_date(run.ends_on)}
        raise ValidationError(
            {"held_on": _("The course lasts until %(day)s, the attestation cannot be before that.") % day}
        )
    begin_attestation(run, by=by)
    attestation.save(force_insert=True)
    attestation.experts.set(experts)
    attestation.members.set(members)
    AttestationResult.objects.bulk_create(
        AttestationResult(attestation=attestation, application=application) for application in enrolled_of(run)
    )
    history.record(attestation, "open_attestation", by=by)
    return attestation


@act(
    Attestation,
    sources=[Attestation.State.OPEN],
    permission=permissions.enter_results,
    possible=permissions.day_has_come,
    clause="7.5.3",
    label=gettext_lazy("Enter results"),
    past=gettext_lazy("results entered"),
    done=gettext_lazy("The results are kept."),
    form=forms.ResultsForm,
    waits_for=queries.RESULTS,
)
def enter_results(attestation: Attestation, *, by: Who, rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep the committee's results; `rows` maps the line to points, absence and remark. Clauses 5.7, 7.5.3.

    Lines that are not named stay as they are: two people may enter at the same time.
    """
    results = list(attestation.results.filter(pk__in=rows))
    for result in results:
        row = rows[result.pk]
        result.first_points, result.exam_points, result.remark = row["first_points"], row["exam_points"], row["remark"]
        result.outcome = row["absence"] or outcome_of(attestation, result.first_points, result.exam_points)
        result.clean_fields(exclude=["attestation", "application"])
    AttestationResult.objects.bulk_update(results, POINTS, batch_size=500)


@step(
    Attestation,
    sources=[Attestation.State.OPEN],
    target=Attestation.State.CLOSED,
    permission=permissions.close_attestation,
    possible=permissions.everyone_has_a_result,
    clause="7.5.3",
    label=gettext_lazy("Close the attestation"),
    past=gettext_lazy("attestation closed"),
    done=gettext_lazy("The attestation is closed; its results are final."),
    form=forms.CloseAttestationForm,
    effects=effects.of_closing,
    waits_for=queries.CLOSING,
)
def close_attestation(attestation: Attestation, *, by: Who, resit_until: dt.date | None = None) -> None:
    """Close an attestation with all its results; afterwards nothing in it is changed. Clauses 5.7, 7.5.3.

    Whoever has not passed may resit until a day that the committee sets: the protocol and the order print it.
    """
    attestation.resit_until = resit_until or attestation.resit_until
    if attestation.resit_until is None and queries.not_passed(attestation).exists():
        raise ValidationError({"resit_until": _("Somebody has not passed: enter the day until which they may resit.")})
    attestation.closed_at = timezone.now()
