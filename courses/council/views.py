"""The acts of officers, council and vice-rector on programmes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.programmes import queries
from courses.programmes.models import Programme
from ostu_qualification.core.frame.forms import ReasonForm
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require

from . import forms, permissions, transitions


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
        request, [Programme.State.DRAFT, Programme.State.RETURNED], permissions.submit_programme, transitions.submit_programmes,
        form_class=forms.SubmitForm,
        title=_("Submit programmes to the council"), submit_label=_("Submit"), clause_number="1.6", done=_("Submitted"),
    )  # fmt: skip


def permit_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, [Programme.State.SUBMITTED], permissions.permit_programme, transitions.permit_programmes, form_class=forms.PermitForm,
        title=_("Permit programmes by protocol"), submit_label=_("Permit"), clause_number="1.6", done=_("Permitted"),
    )  # fmt: skip


def approve_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, [Programme.State.PERMITTED], permissions.approve_programme, transitions.approve_programmes,
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
