"""Attestations: the committee, the results, the protocol."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.runs.queries import runs_for
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from staff.people.looks import behind, shows

from . import actions, documents, forms, permissions, ports, queries, transitions
from .models import Attestation

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
        row_url=lambda attestation: reverse("attestation_detail", args=[attestation.pk]),
    )
    return (
        page.as_excel()
        if page.wants_excel
        else render(request, "certificates/attestation/attestation_list.html", {"list": page})
    )


def open_attestation(request: HttpRequest, pk: int) -> HttpResponse:
    require(permissions.open_attestation(request.user))
    run = get_object_or_404(runs_for(request.user), pk=pk)

    def act(form: Any) -> str:
        saved = actions.open_attestation(
            form.instance,
            experts=list(form.cleaned_data["experts"]),
            members=list(form.cleaned_data["members"]),
            by=request.user,
        )
        return reverse("attestation_detail", args=[saved.pk])

    blank = Attestation(run=run, form=run.programme.attestation_form, pass_points=0)
    return act_page(
        request, act, title=_("Name the committee"), lead=str(run), submit_label=_("Open the attestation"), back_url=reverse("run_detail", args=[pk]),
        form_class=forms.AttestationForm, form_arguments={"instance": blank}, clause_number="7.5.3",
    )  # fmt: skip


@shows(behind(Attestation, "results__application__person_id"))
def attestation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    attestation = get_object_or_404(queries.attestations_for(request.user), pk=pk)
    context = {
        "attestation": attestation,
        "results": attestation.results.select_related("application__person").order_by("application__person__sort_key"),
        "needs_exam": attestation.form in actions.NEEDS_BOTH,
        "may_enter": permissions.enter_results(request.user, attestation),
        "may_close": transitions.close_attestation.step.may(request.user, attestation),
        "next_pages": [each for pages in ports.what_follows.ask(attestation, request.user) for each in pages],
    }
    return render(request, "certificates/attestation/attestation_detail.html", context)


def _all_valid(grid: list[forms.ResultForm]) -> bool:
    """Whether every line is valid; all of them are looked at, so that every error is shown."""
    return len([form for form in grid if form.is_valid()]) == len(grid)


@shows(behind(Attestation, "results__application__person_id"))
def enter_results(request: HttpRequest, pk: int) -> HttpResponse:
    attestation = get_object_or_404(queries.attestations_for(request.user), pk=pk)
    require(permissions.enter_results(request.user, attestation))
    needs_exam = attestation.form in actions.NEEDS_BOTH
    results = attestation.results.select_related("application__person").order_by("application__person__sort_key")
    data = request.POST if request.method == "POST" else None
    grid = [forms.ResultForm(data, result=result, needs_exam=needs_exam) for result in results]
    problem = ""
    if data is not None and _all_valid(grid):
        try:
            actions.enter_results(attestation, {form.result.pk: form.cleaned_data for form in grid}, by=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("Saved"))
            return redirect("attestation_detail", pk=pk)
    context = {
        "attestation": attestation,
        "grid": grid,
        "needs_exam": needs_exam,
        "problem": problem,
        "has_errors": data is not None,
    }
    return render(
        request, "certificates/attestation/enter_results.html", context, status=422 if data is not None else 200
    )


def close_attestation(request: HttpRequest, pk: int) -> HttpResponse:
    attestation = get_object_or_404(queries.attestations_for(request.user), pk=pk)
    require(permissions.close_attestation(request.user, attestation))

    to_resit = queries.not_passed(attestation).count()
    resits = ngettext("%(n)s person may resit.", "%(n)s people may resit.", to_resit) % {"n": to_resit}

    def act(form: Any) -> None:
        transitions.close_attestation(attestation, by=request.user, **form.cleaned_data)

    return act_page(
        request,
        act,
        title=_("Close the attestation"),
        lead=str(attestation.run),
        submit_label=_("Close the attestation"),
        back_url=reverse("attestation_detail", args=[pk]),
        form_class=forms.CloseAttestationForm,
        form_arguments={
            "initial": {"resit_until": attestation.resit_until},
            "may_anyone_resit": to_resit > 0,
        },
        effects=[*([resits] if to_resit else []), _("Afterwards no result is changed.")],
        clause_number="7.5.3",
    )


@shows(behind(Attestation, "results__application__person_id"))
def attestation_protocol(request: HttpRequest, pk: int) -> HttpResponse:
    attestation = get_object_or_404(queries.attestations_for(request.user), pk=pk)
    response = HttpResponse(documents.protocol_as_pdf(attestation), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="protocol-{attestation.pk}.pdf"'
    return response
