"""The acts that orders cite: the list, entering one, changing or ending it. Section 2."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates import offices
from ostu_qualification.core.frame.lists import Column, ListPage
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting

from . import actions, forms, permissions, queries
from .models import LegalGround, OrderKind

COLUMNS = [
    Column("title", gettext_lazy("Act"), lambda ground: ground.title),
    Column("from", gettext_lazy("In force from"), lambda ground: ground.valid_from, order=("valid_from",)),
    Column("to", gettext_lazy("In force until"), lambda ground: ground.valid_to, order=("valid_to",)),
    Column("kinds", gettext_lazy("Cited in orders of"), lambda ground: ground.kinds_in_words),
    Column("state", gettext_lazy("State"), lambda ground: _state(ground), badge=True),
    Column("note", gettext_lazy("Note"), lambda ground: ground.note),
]


def _state(ground: LegalGround) -> tuple[str, str]:
    if ground.valid_to and ground.valid_to < today():
        return "archived", _("no longer in force")
    return ("planned", _("not yet in force")) if ground.valid_from > today() else ("in_force", _("in force"))


def ground_list(request: HttpRequest) -> HttpResponse:
    require(offices.view_orders(request.user))
    may_edit = permissions.edit_ground(request.user)
    page = ListPage(
        request,
        queries.grounds_for(request.user),
        COLUMNS,
        title=_("Legal grounds"),
        empty=_("No legal ground yet: enter the acts that orders cite."),
        row_url=(lambda ground: reverse("edit_ground", args=[ground.pk])) if may_edit else None,
    )
    if page.wants_excel:
        return page.as_excel()
    context = {"list": page, "add_url": reverse("add_ground") if may_edit else ""}
    return render(request, "certificates/texts/ground_list.html", context)


def _ground_page(request: HttpRequest, ground: LegalGround, title: str, done: str) -> HttpResponse:
    require(permissions.edit_ground(request.user))

    def act(form: Any) -> None:
        actions.save_ground(ground, form.values, by=acting(request))

    return act_page(
        request,
        act,
        title=title,
        done=done,
        submit_label=_("Save"),
        back_url=reverse("ground_list"),
        form_class=forms.GroundForm,
        form_arguments={"instance": ground},
        effects=[
            _("Orders drafted from now on cite the act while it is in force; those drafted before stay as they are.")
        ],
        clause_number="2",
    )


def add_ground(request: HttpRequest) -> HttpResponse:
    last = queries.grounds_for(request.user).aggregate(last=Max("position"))["last"] or 0
    new = LegalGround(position=last + 1, kinds=OrderKind.values)
    return _ground_page(request, new, _("Enter a legal ground"), _("The legal ground is entered."))


def edit_ground(request: HttpRequest, pk: int) -> HttpResponse:
    ground = get_object_or_404(queries.grounds_for(request.user), pk=pk)
    return _ground_page(request, ground, _("Change a legal ground"), _("The legal ground is changed."))
