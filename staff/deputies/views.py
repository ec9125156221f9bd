"""Deputies: what is lent, finding the deputy, lending, ending."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from ostu_qualification.core.words.dates import short_date
from staff.people.actors import actor
from staff.people.models import Person
from staff.people.queries import main_post, people_for

from . import actions, permissions, queries
from .forms import LendForm
from .models import Delegation


def deputy_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_deputies(request.user))
    lent = [
        (each, permissions.end_delegation(request.user, each)) for each in queries.delegations_for(request.user)[:200]
    ]
    return render(request, "staff/deputies/deputy_list.html", {"lent": lent, "me": actor(request.user)})


def _lender(request: HttpRequest) -> Person:
    """Whose role is lent: one's own, or that of the person whom those who keep the roles have named."""
    named = request.GET.get("of", "")
    me = actor(request.user)
    if named.isdecimal() and me.roles.intersection(permissions.KEEPS_ROLES):
        return get_object_or_404(people_for(request.user), pk=int(named))
    require(permissions.view_deputies(request.user))
    assert me.person is not None
    return me.person


def find_deputy(request: HttpRequest) -> HttpResponse:
    """Find the deputy by the name."""
    lender = _lender(request)
    require(permissions.lend_role(request.user, Delegation(lender=lender)))
    written = request.GET.get("q", "").strip()
    found = [(each, main_post(each)) for each in queries.find_deputies(lender, written)]
    context = {"written": written, "found": found, "lender": lender, "roles": queries.roles_to_lend(lender)}
    return render(request, "staff/deputies/find_deputy.html", context)


def lend_role(request: HttpRequest, pk: int) -> HttpResponse:
    lender = _lender(request)
    require(permissions.lend_role(request.user, Delegation(lender=lender)))
    deputy = get_object_or_404(queries.deputies_to_choose(lender), pk=pk)

    def act(form: Any) -> None:
        actions.lend_role(Delegation(lender=lender, deputy=deputy), form.cleaned_data, by=acting(request))

    return act_page(
        request,
        act,
        title=_("Lend a role"),
        lead=f"{lender.full_name} → {deputy.full_name}",
        submit_label=_("Lend"),
        back_url=reverse("deputy_list"),
        form_class=LendForm,
        form_arguments={"lender": lender},
        effects=[
            _("In these days the deputy sees and does what the role allows."),
            _("Lists and history say on whose behalf something was done."),
        ],
        done=_("The role is lent; the deputy gets a letter."),
    )


def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    delegation = get_object_or_404(queries.delegations_for(request.user), pk=pk)
    require(permissions.end_delegation(request.user, delegation))

    def act(form: Any) -> None:
        actions.end_delegation(delegation, by=acting(request))

    return act_page(
        request,
        act,
        title=_("End a lent role"),
        lead=f"{delegation}, {short_date(delegation.since)} – {short_date(delegation.until)}",
        submit_label=_("End"),
        back_url=reverse("deputy_list"),
        effects=[_("From now on the deputy no longer acts in this role. What was done stays.")],
        done=_("The role is no longer lent."),
        is_dangerous=True,
    )
