"""Every read that a page of the attestations needs."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from certificates.offices import READS_ORDERS
from courses.models import CourseRun
from courses.runs.queries import runs_for
from enrollment.models import Application
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import Waits
from staff.models import Person
from staff.people.actors import actor, has_person
from staff.people.models import RoleKind

from .models import Attestation, AttestationResult

Outcome = AttestationResult.Outcome


def attestations_for(user: Any) -> QuerySet[Attestation]:
    """The attestations of one's committees, or all for the offices. Clause 7.5.3."""
    me = actor(user)
    found = Attestation.objects.select_related("run__programme", "chair", "secretary")
    if me.holds(*READS_ORDERS):
        return found
    if me.person is None:
        return found.none()
    return found.filter(pk__in=committees_of(me.person).values("pk"))


def committees_of(person: Person) -> QuerySet[Attestation]:
    """The attestations before whose committee someone sits or sat. Clause 7.5.3."""
    seats = ("chair", "secretary", "experts", "members")
    return Attestation.objects.filter(Q.create([(seat, person.pk) for seat in seats], Q.OR)).distinct()


def attestations_awaiting(person: Any, on: dt.date) -> QuerySet[Attestation]:
    """The attestations to come of the courses someone is enrolled in. Clause 5.7."""
    to_come = Attestation.objects.filter(
        held_on__gte=on, run__places__person=person, run__places__state=Application.State.ENROLLED
    )
    return to_come.select_related("run__programme").order_by("held_on")


def results_of(attestation: Attestation, outcome: str | None = None) -> QuerySet[AttestationResult]:
    """The participants with their results, by name; those with one outcome where it is named. Clause 5.7."""
    results = attestation.results.select_related("application__person").order_by("application__person__sort_key", "pk")
    return results if outcome is None else results.filter(outcome=outcome)


def count_outcomes(attestation: Attestation) -> Counter[str]:
    """How many participants have which result. Clause 5.7."""
    return Counter(attestation.results.order_by().values_list("outcome", flat=True))


def passed(attestation: Attestation) -> QuerySet[AttestationResult]:
    """The participants who have passed, by name: those who get a certificate. Clause 5.7."""
    results = attestation.results.filter(outcome=Outcome.PASSED, application__state=Application.State.ENROLLED)
    return results.select_related("application__person").order_by("application__person__sort_key")


def not_passed(attestation: Attestation) -> QuerySet[AttestationResult]:
    """Those who may resit: they failed, did not come or were not admitted. Clause 5.7."""
    return attestation.results.exclude(outcome=Outcome.PASSED)


def _runs_without_committee(user: Any) -> QuerySet[CourseRun]:
    return runs_for(user).filter(state=CourseRun.State.RUNNING, ends_on__lte=today())


def _open_to(user: Any, *seats: str) -> QuerySet[Attestation]:
    """The open attestations whose day has come, of the committees on which someone has one of these seats."""
    mine = Q.create([(f"{seat}_id", actor(user).person_id) for seat in seats], Q.OR)
    return Attestation.objects.filter(mine, state=Attestation.State.OPEN, held_on__lte=today())


def _without_result() -> Exists:
    return Exists(AttestationResult.objects.filter(attestation=OuterRef("pk"), outcome=Outcome.WAITING))


COMMITTEES = Waits(
    sentence=ngettext_lazy("Name the committee of %(n)s run", "Name the committees of %(n)s runs", "n"),
    records=_runs_without_committee,
    visible=lambda user: actor(user).holds(RoleKind.OFFICER),
    address=lambda: f"{reverse('run_list')}?state=running",
    since="ends_on",
    page="run_detail",
    who=RoleKind.OFFICER.label,
)
RESULTS = Waits(
    sentence=ngettext_lazy("Enter the results of %(n)s attestation", "Enter the results of %(n)s attestations", "n"),
    records=lambda user: _open_to(user, "chair", "secretary").filter(_without_result()),
    visible=has_person,
    address=lambda: reverse("attestation_list"),
    since="held_on",
    page="enter_results",
    who=_("chair and secretary of the committee"),
)
CLOSING = Waits(
    sentence=ngettext_lazy("Close %(n)s attestation", "Close %(n)s attestations", "n"),
    records=lambda user: _open_to(user, "chair").exclude(_without_result()),
    visible=has_person,
    address=lambda: reverse("attestation_list"),
    since="held_on",
    page="close_attestation",
    who=_("chair of the committee"),
)
