"""The numbers of the rules: versions, drafts with their effect on all staff, adopting and withdrawing them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ostu_qualification.core.frame.forms import ReasonForm
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.words.dates import short_date

from . import effects, forms, permissions, queries, transitions
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
        "drafts": effects.open_drafts_for(request.user),
        "may_draft": permissions.draft_policy(request.user),
    }
    return render(request, "staff/cycle/policies/policy_list.html", context)


def draft_policy(request: HttpRequest) -> HttpResponse:
    require(permissions.draft_policy(request.user))

    def act(form: Any) -> str:
        draft = effects.draft_policy(form.instance, by=request.user)
        return reverse("policy_draft_detail", args=[draft.pk])

    return act_page(
        request,
        act,
        title=_("New version of the numbers"),
        lead=_("Nothing changes yet: first you see whom the new numbers concern."),
        submit_label=_("Reckon the effect"),
        back_url=reverse("policy_list"),
        form_class=forms.PolicyForm,
        form_arguments={"instance": effects.copy_of_current()},
        done=_("The draft is kept. Look at its effect before you adopt it."),
        clause_number="1.3",
    )


def policy_draft_detail(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(effects.policy_drafts_for(request.user), pk=pk)
    page = ListPage(
        request,
        effects.effects_of(draft),
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
        "changed": effects.changed_numbers(draft),
        "counts": effects.people_before_and_after(draft),
        "left_out": effects.left_out(draft),
        "is_waiting": draft.state == PolicyDraft.State.WAITING,
        "may_adopt": transitions.adopt_policy_draft.step.may(request.user, draft),
        "may_discard": transitions.discard_policy_draft.step.may(request.user, draft),
        "may_withdraw": effects.is_to_come(draft) and permissions.draft_policy(request.user),
    }
    response = render(request, "staff/cycle/policies/policy_draft_detail.html", context)
    if context["is_waiting"]:
        response.headers["Refresh"] = "5"
    return response


def adopt_policy_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt a draft; one whose effect no longer holds is reckoned anew and shown once more."""
    draft = get_object_or_404(effects.policy_drafts_for(request.user), pk=pk)
    require(permissions.draft_policy(request.user))

    def act(form: Any) -> None:
        if draft.state == PolicyDraft.State.RECKONED and effects.is_outdated(draft):
            transitions.reckon_draft_anew(draft, by=request.user)
        else:
            transitions.adopt_policy_draft(draft, by=request.user)

    def done() -> str:
        if draft.state == PolicyDraft.State.ADOPTED:
            return _("Adopted. All due dates are being reckoned anew.")
        return _("Not adopted: its effect was out of date and is reckoned anew. Look at it once more.")

    count = effects.effects_of(draft).count()
    moved = ngettext(
        "The date or status of %(n)s person changes.", "The date or status of %(n)s people changes.", count
    ) % {"n": count}
    return act_page(
        request,
        act,
        title=_("Adopt the new numbers"),
        lead=_("In force from %(day)s") % {"day": short_date(draft.valid_from)},
        submit_label=_("Adopt"),
        back_url=reverse("policy_draft_detail", args=[pk]),
        effects=[moved, _("Whoever had enough hours under the old numbers keeps the date.")],
        done=done,
        clause_number="1.3",
    )


def discard_policy_draft(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(effects.policy_drafts_for(request.user), pk=pk)
    require(permissions.draft_policy(request.user))

    def act(form: Any) -> None:
        transitions.discard_policy_draft(draft, by=request.user)

    return act_page(
        request,
        act,
        title=_("Discard the draft"),
        lead=_("In force from %(day)s") % {"day": short_date(draft.valid_from)},
        submit_label=_("Discard"),
        back_url=reverse("policy_list"),
        is_dangerous=True,
    )


def withdraw_policy(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(effects.policy_drafts_for(request.user), pk=pk)
    require(permissions.draft_policy(request.user))

    def act(form: Any) -> None:
        transitions.withdraw_policy(draft, by=request.user, reason=form.cleaned_data["reason"])

    return act_page(
        request,
        act,
        title=_("Withdraw the adopted numbers"),
        lead=_("In force from %(day)s") % {"day": short_date(draft.valid_from)},
        submit_label=_("Withdraw"),
        back_url=reverse("policy_list"),
        form_class=ReasonForm,
        effects=[_("They are not in force yet: nobody was judged by them.")],
        is_dangerous=True,
    )
