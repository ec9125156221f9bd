"""Pages of units."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.lists import Column, ListPage, label_of
from ostu_qualification.core.pages import act_page
from ostu_qualification.core.verdicts import require
from staff import actions, forms, permissions, queries
from staff.actors import actor
from staff.models import Unit, UnitHead

COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda unit: unit.name, order=("sort_key",)),
    Column("kind", gettext_lazy("Kind"), lambda unit: label_of(unit, "kind")),
    Column("parent", gettext_lazy("Belongs to"), lambda unit: unit.parent.name if unit.parent else ""),
    Column(
        "people", gettext_lazy("People"), lambda unit: unit.people_count or 0, order=("people_count",), is_number=True
    ),
]


def unit_list(request: HttpRequest) -> HttpResponse:
    units = queries.with_counts(queries.units_for(request.user))
    page = ListPage(
        request,
        units,
        COLUMNS,
        title=_("Units"),
        row_url=lambda unit: reverse("unit_detail", args=[unit.pk]),
        filters=forms.UnitFilter,
    )
    if page.wants_excel:
        return page.as_excel()
    add_url = reverse("add_unit") if permissions.edit_unit(request.user) else ""
    return render(request, "staff/unit_list.html", {"list": page, "add_url": add_url})


def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_for(request.user).select_related("parent"), pk=pk)
    me = actor(request.user)
    sees_people = unit.pk in me.headed_unit_ids or me.holds(*permissions.READS_EVERYBODY)
    context = {
        "unit": unit,
        "heads": queries.heads_of(unit),
        "children": unit.children.filter(closed_on__isnull=True),
        "people_url": f"{reverse('person_list')}?unit={unit.pk}" if sees_people else "",
        "may_edit": permissions.edit_unit(request.user, unit),
    }
    return render(request, "staff/unit_detail.html", context)


def _unit_page(request: HttpRequest, unit: Unit, title: str) -> HttpResponse:
    require(permissions.edit_unit(request.user))
    back = reverse("unit_detail", args=[unit.pk]) if unit.pk else reverse("unit_list")

    def act(form: Any) -> str:
        return reverse("unit_detail", args=[form.save().pk])

    return act_page(
        request,
        act,
        title=title,
        submit_label=_("Save"),
        back_url=back,
        form_class=forms.UnitForm,
        form_arguments={"instance": unit},
    )


def add_unit(request: HttpRequest) -> HttpResponse:
    return _unit_page(request, Unit(), _("Add a unit"))


def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return _unit_page(request, get_object_or_404(queries.units_for(request.user), pk=pk), _("Change a unit"))


def appoint_head(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_for(request.user), pk=pk)
    require(permissions.edit_unit(request.user, unit))

    def act(form: Any) -> None:
        actions.appoint_head(form.save(commit=False), by=request.user)

    return act_page(
        request,
        act,
        title=_("Appoint a head"),
        lead=unit.name,
        submit_label=_("Appoint"),
        back_url=reverse("unit_detail", args=[unit.pk]),
        form_class=forms.HeadForm,
        form_arguments={"instance": UnitHead(unit=unit)},
        clause_number="5.3",
    )
