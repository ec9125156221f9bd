"""The numbers of the rules: versions, drafts with their effect on all staff, adopting and withdrawing them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting

from . import forms, permissions, queries, reckoning
from .models import PolicyDraft

EFFECTS = [
    Column("name", gettext_lazy("Name"), lambda effect: effect.person.full_name, order=("person__sort_key",)),
    Column("unit", gettext_lazy("Unit"), lambda effect: getattr(effect.person.cycle, "unit", "") or "", on_phone=False),
    Column("due_before", gettext_lazy("Due now"), lambda effect: effect.due_before, order=("due_before",)),
    Column("due_after", gettext_lazy("Due afterwards"), lambda effect: effect.due_after, order=("due_after",)),
    Column(
        "status_before",
        gettext_lazy("status before"),
        lambda effect: (effect.status_before, label_of(effect, "status_before")),
        badge=True,
    ),
    Column(
        "status_after",
        gettext_lazy("status after"),
        lambda effect: (effect.status_after, label_of(effect, "status_after")),
        badge=True,
    ),
]


def policy_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_policies(request.user))
    context = {
        "policies": queries.policies_with_numbers(),
        "drafts": queries.open_drafts_for(request.user),
        "may_draft": permissions.draft_policy(request.user),
    }
    return render(request, "staff/cycle/policies/policy_list.html", context)


def draft_policy(request: HttpRequest) -> HttpResponse:
    require(permissions.draft_policy(request.user))

    def act(form: Any) -> str:
        draft = reckoning.draft_policy(form.instance, by=acting(request))
        return reverse("policy_draft_detail", args=[draft.pk])

    return act_page(
        request,
        act,
        title=_("New version of the numbers"),
        lead=_("Nothing changes yet: first you see whom the new numbers concern."),
        submit_label=_("Reckon the effect"),
        back_url=reverse("policy_list"),
        form_class=forms.PolicyForm,
        form_arguments={"instance": reckoning.copy_of_current()},
        done=_("The draft is kept. Look at its effect before you adopt it."),
        clause_number="1.3",
    )


def policy_draft_detail(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(queries.policy_drafts_for(request.user), pk=pk)
    page = ListPage(
        request,
        queries.effects_of(draft),
        EFFECTS,
        title=_("Whose date or status changes"),
        row_url=lambda effect: reverse("person_detail", args=[effect.person_id]),
        filters=forms.PolicyEffectFilter,
        empty=_("Nobody’s date or status changes."),
    )
    if page.wants_excel:
        return page.as_excel()
    context = {
        "draft": draft,
        "list": page,
        "changed": reckoning.changed_numbers(draft),
        "counts": reckoning.people_before_and_after(draft),
        "left_out": reckoning.left_out(draft),
        "is_waiting": draft.state == PolicyDraft.State.WAITING,
    }
    response = render(request, "staff/cycle/policies/policy_draft_detail.html", context)
    if context["is_waiting"]:
        response.headers["Refresh"] = "5"
    return response
