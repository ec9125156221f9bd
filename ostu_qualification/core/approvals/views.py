"""Approvals: those that wait for me, one with the document and two buttons, and the routes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting

from . import actions, permissions, queries
from .forms import RouteForm
from .kinds import KINDS
from .models import Approval, ApprovalRoute
from .offices import office_name


def approval_list(request: HttpRequest) -> HttpResponse:
    waiting = queries.waiting_for(request.user).order_by("due_on", "pk")
    context = {"approvals": queries.with_records(waiting)}
    return render(request, "core/approvals/approval_list.html", context)


def approval_detail(request: HttpRequest, pk: int) -> HttpResponse:
    approval = get_object_or_404(queries.approvals_for(request.user), pk=pk)
    return render(request, "core/approvals/approval_detail.html", decided(approval, request.user))


def decided(approval: Approval, user: Any) -> dict[str, Any]:
    """What an office decides upon: the document as it is printed, what the other offices said, whether it may answer."""
    kind, record = KINDS[approval.kind], approval.record
    kind.on_look(record, user)
    return {
        "approval": approval,
        "record": record,
        "kind": kind,
        "asked": list(queries.asked_about(record)),
        "may_answer": approval.state == Approval.State.WAITING and permissions.answer(user, approval),
        **kind.context(record, user),
    }


def route_list(request: HttpRequest) -> HttpResponse:
    require(permissions.set_route(request.user))
    routes = [
        (KINDS[each.kind].label, each, [office_name(office.office) for office in each.offices.all()])
        for each in queries.routes()
    ]
    return render(request, "core/approvals/route_list.html", {"routes": routes})


def set_route(request: HttpRequest) -> HttpResponse:
    require(permissions.set_route(request.user))

    def act(form: RouteForm) -> None:
        actions.set_route(ApprovalRoute(), form.route, form.chosen(), by=acting(request))

    return act_page(
        request,
        act,
        title=_("New route of approval"),
        lead=_(
            "Give each office that is asked its place. The route is used for documents that are sent round from its first day on."
        ),
        submit_label=_("Set the route"),
        form_class=RouteForm,
        back_url=reverse("route_list"),
        done=_("The route is set."),
    )
