"""Programmes inside: the list in every state, the acts of officers, council and vice-rector."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses import actions, forms, permissions, queries, transitions
from courses.models import Programme
from ostu_qualification.core.frame.forms import ReasonForm
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet

COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda programme: programme.title),
    Column("code", gettext_lazy("Code"), lambda programme: programme.code, order=("code",), on_phone=False),
    Column("form", gettext_lazy("Form"), lambda programme: label_of(programme, "form")),
    Column("hours", gettext_lazy("Hours"), lambda programme: programme.hours, order=("hours",), is_number=True),
    Column(
        "state", gettext_lazy("State"), lambda programme: (programme.state, label_of(programme, "state")), badge=True
    ),
]


def programme_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_programmes(request.user))
    page = ListPage(
        request,
        queries.programmes_for(request.user),
        COLUMNS,
        title=_("Programmes"),
        row_url=lambda programme: reverse("programme_detail", args=[programme.pk]),
        filters=forms.ProgrammeFilter,
    )
    if page.wants_excel:
        return page.as_excel()
    acts = {
        "may_import": permissions.import_programmes(request.user),
        "may_submit": permissions.submit_programme(request.user),
        "may_permit": permissions.permit_programme(request.user),
        "may_approve": permissions.approve_programme(request.user),
    }
    return render(request, "courses/programme_list.html", {"list": page, **acts})


def programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(queries.programmes_for(request.user), pk=pk)
    sees_inside = permissions.view_programmes(request.user)
    steps = {
        f"may_{each.name}": each.may(request.user, programme)
        for each in (
            transitions.return_programme.step,
            transitions.refuse_programme.step,
            transitions.archive_programme.step,
        )
    }
    context = {
        "programme": programme,
        "topics": programme.topics.all(),
        "documents": queries.documents_of(programme) if sees_inside else [],
        "missing": queries.missing_documents(programme) if sees_inside else [],
        "may_edit": permissions.edit_programme(request.user, programme),
        "runs": programme.runs.all(),
        "sees_inside": sees_inside,
        **steps,
    }
    return render(request, "courses/programme_detail.html", context)


def import_programmes(request: HttpRequest) -> HttpResponse:
    require(permissions.import_programmes(request.user))
    outcome: dict[str, Any] = {}

    def act(form: Any) -> None:
        read, counts = actions.import_programmes(form.cleaned_data["file"].read(), by=request.user)
        outcome.update({"read": read, "counts": counts})

    form = forms.ProgrammeImportForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except NotASpreadsheet as problem:
            form.add_error("file", str(problem))
        else:
            return render(request, "courses/programmes_imported.html", outcome)
    return render(request, "courses/import_programmes.html", {"form": form}, status=422 if form.is_bound else 200)


def _many(
    request: HttpRequest,
    states: list[str],
    permission: Any,
    action: Any,
    *,
    form_class: Any = forms.ProgrammesForm,
    **page: Any,
) -> HttpResponse:
    """The page of an act on all programmes that wait for it."""
    require(permission(request.user))
    waiting = queries.programmes_for(request.user).filter(state__in=states)
    if not waiting.exists():
        messages.info(request, _("No programme waits for this."))
        return redirect("programme_list")

    def act(form: Any) -> None:
        values = {name: value for name, value in form.cleaned_data.items() if name != "programmes"}
        done = action(form.cleaned_data["programmes"], by=request.user, **values)
        messages.success(request, ngettext("%(n)s programme.", "%(n)s programmes.", done) % {"n": done})

    return act_page(
        request,
        act,
        back_url=reverse("programme_list"),
        form_class=form_class,
        form_arguments={"waiting": waiting},
        **page,
    )


def submit_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, [Programme.State.DRAFT, Programme.State.RETURNED], permissions.submit_programme, actions.submit_programmes,
        form_class=forms.SubmitForm,
        title=_("Submit programmes to the council"), submit_label=_("Submit"), clause_number="1.6", done=_("Submitted"),
    )  # fmt: skip


def permit_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, [Programme.State.SUBMITTED], permissions.permit_programme, actions.permit_programmes, form_class=forms.PermitForm,
        title=_("Permit programmes by protocol"), submit_label=_("Permit"), clause_number="1.6", done=_("Permitted"),
    )  # fmt: skip


def approve_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, [Programme.State.PERMITTED], permissions.approve_programme, actions.approve_programmes,
        title=_("Approve programmes"), submit_label=_("Approve"), clause_number="5.1", done=_("Approved"),
        effects=[_("They appear in the public catalogue at once.")],
    )  # fmt: skip


def _with_reason(request: HttpRequest, pk: int, transition: Any, **page: Any) -> HttpResponse:
    programme = get_object_or_404(queries.programmes_for(request.user), pk=pk)
    require(transition.step.permission(request.user, programme))

    def act(form: Any) -> None:
        transition(programme, by=request.user, reason=form.cleaned_data["reason"])

    back = reverse("programme_detail", args=[programme.pk])
    return act_page(request, act, lead=programme.title, back_url=back, form_class=ReasonForm, **page)


def return_programme(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        transitions.return_programme,
        title=_("Return a programme"),
        submit_label=_("Return"),
        clause_number="1.6",
    )


def refuse_programme(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        transitions.refuse_programme,
        title=_("Refuse a programme"),
        submit_label=_("Refuse"),
        clause_number="1.6",
        is_dangerous=True,
    )


def archive_programme(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_reason(
        request,
        pk,
        transitions.archive_programme,
        title=_("Take out of the catalogue"),
        submit_label=_("To the archive"),
    )
