"""What the acts with an order will do, in numbers. Clauses 5.4, 5.7, 6.1."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.attestation import queries as attestation_queries
from certificates.attestation.models import Attestation
from certificates.texts.models import OrderKind
from courses.models import CourseRun
from enrollment.applications import queries as enrolment
from enrollment.models import Application
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.models import Approval
from ostu_qualification.core.approvals.offices import office_name
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.effects import Effect, effect, warning

from . import queries
from .differences import differences
from .models import Order


def applications_at(run: CourseRun, state: str) -> str:
    """The address of a run's applications in a state."""
    return f"{reverse('application_list')}?run={run.pk}&state={state}"


def of_drafting_enrolment(run: CourseRun, user: Any) -> list[Effect]:
    """Whom the order will name, who is left without a place, what the papers lack. Clauses 5.4, 6.1."""
    n = enrolment.confirmed_of(run).count()
    named = ngettext("%(n)s participant is on the order.", "%(n)s participants are on the order.", n) % {"n": n}
    lines = [effect(named, applications_at(run, Application.State.CONFIRMED))]
    if n < run.minimum:
        sentence = _("The course is given for at least %(minimum)s people: fewer have confirmed.")
        lines.append(warning(sentence % {"minimum": run.minimum}))
    if not run.place_ru:
        lines.append(
            warning(_("The place is not written in Russian: the Russian text will show it as it is in Kyrgyz."))
        )
    return [*lines, *_without_place(run)]


def _without_place(run: CourseRun) -> list[Effect]:
    """Those whom the order leaves without a place. Clause 5.4."""
    n = queries.without_place(run).count()
    sentence = ngettext("%(n)s application ends without a place.", "%(n)s applications end without a place.", n)
    return [effect(sentence % {"n": n}, applications_at(run, Application.State.WAITLISTED))] if n else []


def of_drafting_certificates(attestation: Attestation, user: Any) -> list[Effect]:
    """How many certificates the order will issue, and how many may resit. Clauses 5.7, 7.5.3."""
    count = attestation_queries.count_outcomes(attestation)
    passed = count["passed"]
    failed = sum(count.values()) - passed
    page = reverse("attestation_detail", args=[attestation.pk])
    issued = ngettext("%(n)s certificate will be issued.", "%(n)s certificates will be issued.", passed)
    lines = [effect(issued % {"n": passed}, f"{page}?outcome=passed")]
    if failed:
        resits = ngettext("%(n)s person may resit.", "%(n)s people may resit.", failed)
        lines.append(effect(resits % {"n": failed}, page))
    return lines


def of_redrafting(order: Order, user: Any) -> list[Effect]:
    """What has changed since, and that the text is lost. Clauses 5.7, 6.1."""
    lost = _("The list of people and the text are written anew; what was changed in the text by hand is lost.")
    return [*(effect(each) for each in differences(order)), warning(lost)]


def of_sending(order: Order, user: Any) -> list[Effect]:
    """Who is asked, and until when; which office cannot answer. Clause 6.1."""
    try:
        route = approvals.route_on(order.approval_kind, today())
    except ValidationError:
        return []  # said as the reason why it is not possible
    left_out = queries.offices_left_out(order)
    asked = [each.office for each in route.offices.all() if each.office not in left_out]
    names = ", ".join(office_name(each) for each in asked)
    days = ngettext("Each has %(n)s day to answer.", "Each has %(n)s days to answer.", route.days) % {"n": route.days}
    vacant = [
        warning(
            _("Nobody holds this office now: %(office)s. The order will wait there.") % {"office": office_name(each)}
        )
        for each in queries.vacant_offices(asked)
    ]
    return [
        *vacant,
        effect(_("These offices are asked for their visas: %(offices)s.") % {"offices": names}),
        effect(days),
    ]


def of_taking_back(order: Order, user: Any) -> list[Effect]:
    """How many visas are asked for anew. Clause 6.1."""
    n = sum(each.state == Approval.State.ENDORSED for each in approvals.last_round(order))
    given = ngettext(
        "%(n)s visa that was given is asked for anew.", "%(n)s visas that were given are asked for anew.", n
    )
    return [(warning if n else effect)(given % {"n": n})]


def of_annulling(order: Order, user: Any) -> list[Effect]:
    """Nobody is enrolled and nothing is issued by it. Clause 6.1."""
    n = len(order.participants)
    nobody = ngettext("Nothing is done for the %(n)s person on it.", "Nothing is done for the %(n)s people on it.", n)
    return [effect(nobody % {"n": n}), effect(_("Another order can be drafted in its place."))]


def of_signature(order: Order, user: Any) -> list[Effect]:
    """What the signature carries out, in numbers. Clauses 5.4, 5.7, 6.1, 7.3."""
    passed = sum(1 for each in order.participants if each.get("passed", True))
    of_kind = _of_enrolment if order.kind == OrderKind.ENROLMENT else _of_certificates
    letters = ngettext("%(n)s letter goes out.", "%(n)s letters go out.", passed) % {"n": passed}
    return [*of_kind(order, passed), effect(letters), warning(_("This cannot be undone."))]


def _of_enrolment(order: Order, n: int) -> list[Effect]:
    run = order.run
    enrolled = ngettext("%(n)s participant is enrolled.", "%(n)s participants are enrolled.", n) % {"n": n}
    lines = [effect(enrolled, applications_at(run, Application.State.CONFIRMED)), *_without_place(run)]
    if run.starts_on <= today():
        lines.append(effect(_("The course begins at once: its first day has come.")))
    return lines


def _of_certificates(order: Order, n: int) -> list[Effect]:
    failed = len(order.participants) - n
    issued = ngettext("%(n)s certificate will be issued.", "%(n)s certificates will be issued.", n) % {"n": n}
    lines = [effect(issued, f"{reverse('attestation_detail', args=[order.attestation_id])}?outcome=passed")]
    if failed:
        resits = ngettext("%(n)s person may resit.", "%(n)s people may resit.", failed)
        lines.append(effect(resits % {"n": failed}))
    return [
        *lines,
        effect(_("The course is completed; every certificate is a line of the register and of the ledger.")),
    ]
