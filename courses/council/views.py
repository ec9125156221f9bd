"""The acts of officers, council and vice-rector on several programmes at once."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from courses.programmes import permissions as programmes_permissions
from courses.programmes import queries
from courses.programmes.models import Programme
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting

from . import forms, permissions, transitions
from .queries import UNSUBMITTED

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _many(
    request: HttpRequest,
    states: Collection[str],
    permission: Any,
    action: Any,
    *,
    done: "StrPromise",
    form_class: Any = forms.ProgrammesForm,
    **page: Any,
) -> HttpResponse:
    """The page of an act on all programmes that wait for it; `done` tells how many were taken on, as `%(n)s`."""
    require(permission(request.user))
    waiting = queries.programmes_for(request.user).filter(state__in=states)
    if not waiting.exists():
        messages.info(request, _("No programme waits for this."))
        return redirect("programme_list")
    counts: list[int] = []

    def act(form: Any) -> None:
        values = {name: value for name, value in form.cleaned_data.items() if name != "programmes"}
        counts.append(action(form.cleaned_data["programmes"], by=acting(request), **values))

    return act_page(
        request,
        act,
        back_url=reverse("programme_list"),
        form_class=form_class,
        form_arguments={"waiting": waiting},
        done=lambda: str(done % {"n": counts[-1]}),
        **page,
    )


def decided(programme: Programme, user: Any) -> dict[str, Any]:
    """What is decided upon: the programme with its documents and its syllabus."""
    sees_inside = programmes_permissions.view_programmes(user)
    return {
        "documents": queries.documents_of(programme) if sees_inside else [],
        "missing": queries.missing_documents(programme) if sees_inside else [],
        "topics": programme.topics.all(),
    }


def submit_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, UNSUBMITTED, permissions.submit_programme, transitions.submit_programmes, form_class=forms.SubmitForm,
        title=_("Submit programmes to the council"), submit_label=_("Submit"), clause_number="1.6",
        done=ngettext_lazy("%(n)s programme is with the council.", "%(n)s programmes are with the council.", "n"),
        effects=[_("Until the council has decided nothing in the programmes is changed.")],
    )  # fmt: skip


def permit_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, [Programme.State.SUBMITTED], permissions.permit_programme, transitions.permit_programmes, form_class=forms.PermitForm,
        title=_("Permit programmes by protocol"), submit_label=_("Permit"), clause_number="1.6",
        done=ngettext_lazy("%(n)s programme is permitted.", "%(n)s programmes are permitted.", "n"),
        effects=[_("The documents are frozen for good, and the programmes go on to the vice-rector.")],
    )  # fmt: skip


def approve_programmes(request: HttpRequest) -> HttpResponse:
    return _many(
        request, [Programme.State.PERMITTED], permissions.approve_programme, transitions.approve_programmes,
        title=_("Approve programmes"), submit_label=_("Approve"), clause_number="5.1",
        done=ngettext_lazy("%(n)s programme is approved.", "%(n)s programmes are approved.", "n"),
        effects=[_("They appear in the public catalogue at once.")],
    )  # fmt: skip
