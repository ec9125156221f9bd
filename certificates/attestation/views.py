"""Attestations: the committee, the results, the protocol. The pages of their acts come from the table of acts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from staff.people.looks import behind, shows

from . import documents, queries
from .models import Attestation, AttestationResult
from .outcomes import NEEDS_BOTH

COLUMNS = [
    Column("run", gettext_lazy("Course"), lambda attestation: attestation.run.programme.title),
    Column("protocol", gettext_lazy("Protocol"), lambda attestation: f"№ {attestation.protocol_number}"),
    Column("held", gettext_lazy("Held on"), lambda attestation: attestation.held_on, order=("held_on",)),
    Column(
        "state",
        gettext_lazy("State"),
        lambda attestation: (attestation.state, label_of(attestation, "state")),
        badge=True,
    ),
]


def attestation_list(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.attestations_for(request.user),
        COLUMNS,
        title=_("Attestations"),
        empty=_("No attestation yet: its committee is named on the page of a course."),
        row_url=lambda attestation: reverse("attestation_detail", args=[attestation.pk]),
    )
    return (
        page.as_excel()
        if page.wants_excel
        else render(request, "certificates/attestation/attestation_list.html", {"list": page})
    )


def decided(attestation: Attestation, user: Any) -> dict[str, Any]:
    """What the committee decides upon: the participants and their results."""
    return {"results": queries.results_of(attestation), "needs_exam": attestation.form in NEEDS_BOTH}


@shows(behind(Attestation, "results__application__person_id"))
def attestation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    attestation = get_object_or_404(queries.attestations_for(request.user), pk=pk)
    count = queries.count_outcomes(attestation)
    outcome = request.GET.get("outcome")
    context = {
        "attestation": attestation,
        "counts": [(each.value, each.label, count[each.value]) for each in AttestationResult.Outcome if count[each]],
        "outcome": outcome,
        "results": queries.results_of(attestation, outcome),
        "needs_exam": attestation.form in NEEDS_BOTH,
    }
    return render(request, "certificates/attestation/attestation_detail.html", context)


@shows(behind(Attestation, "results__application__person_id"))
def attestation_protocol(request: HttpRequest, pk: int) -> HttpResponse:
    attestation = get_object_or_404(queries.attestations_for(request.user), pk=pk)
    response = HttpResponse(documents.protocol_as_pdf(attestation), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="protocol-{attestation.pk}.pdf"'
    return response
