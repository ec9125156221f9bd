"""What the acts with an attestation will do, in numbers."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import CourseRun
from enrollment.applications.queries import enrolled_of
from enrollment.models import Application
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning

from . import queries
from .models import Attestation, AttestationResult

Outcome = AttestationResult.Outcome


def of_opening(run: CourseRun, user: Any) -> list[Effect]:
    """How many are examined. Clause 5.7."""
    n = enrolled_of(run).count()
    examined = ngettext("%(n)s participant is examined.", "%(n)s participants are examined.", n) % {"n": n}
    address = f"{reverse('application_list')}?run={run.pk}&state={Application.State.ENROLLED}"
    nobody = [] if n else [warning(_("Nobody is enrolled: there is nobody to examine."))]
    return [*nobody, effect(examined, address), effect(_("The classes are over; the committee enters the results."))]


def of_closing(attestation: Attestation, user: Any) -> list[Effect]:
    """How many have passed, who came short, and what cannot be undone. Clauses 5.7, 7.5.3."""
    count = queries.count_outcomes(attestation)
    page = reverse("attestation_detail", args=[attestation.pk])

    def line(outcome: str, sentence: str) -> list[tuple[str, str]]:
        n = count[outcome]
        return [(sentence % {"n": n}, f"{page}?outcome={outcome}")] if n else []

    passed = line(
        Outcome.PASSED, ngettext("%(n)s participant has passed.", "%(n)s participants have passed.", count[Outcome.PASSED])
    )  # fmt: skip
    failed = line(
        Outcome.FAILED, ngettext("%(n)s participant has failed.", "%(n)s participants have failed.", count[Outcome.FAILED])
    )  # fmt: skip
    missing = [
        *line(Outcome.ABSENT, ngettext("%(n)s participant was absent.", "%(n)s participants were absent.", count[Outcome.ABSENT])),
        *line(Outcome.NOT_ADMITTED, ngettext("%(n)s participant was not admitted.", "%(n)s participants were not admitted.", count[Outcome.NOT_ADMITTED])),
    ]  # fmt: skip
    nobody = [] if passed else [warning(_("Nobody has passed: no certificates can be ordered."))]
    return [
        *nobody,
        *(warning(*each) for each in missing),
        *(effect(*each) for each in (*passed, *failed)),
        *_of_resit(attestation, sum(count.values()) - count[Outcome.PASSED]),
        effect(_("Afterwards no result is changed.")),
    ]


def _of_resit(attestation: Attestation, n: int) -> list[Effect]:
    if not n:
        return []
    if attestation.resit_until is None:
        sentence = ngettext("%(n)s person may resit.", "%(n)s people may resit.", n)
        return [effect(sentence % {"n": n})]
    sentence = ngettext("%(n)s person may resit until %(day)s.", "%(n)s people may resit until %(day)s.", n)
    return [effect(sentence % {"n": n, "day": short_date(attestation.resit_until)})]
