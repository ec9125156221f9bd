"""Pages of units."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.people import forms as people_forms
from staff.people import permissions as people_permissions
from staff.people.actors import actor

from . import actions, acts, forms, headships, permissions, queries
from .models import Unit, UnitHead
from .tree import UnitTree


def _columns(below: dict[int, int]) -> list[Column]:
    """The columns of the list; sorted by what they belong to, the units stand as in the tree."""
    return [
        Column(
            "name", pgettext("of a unit or organisation", "Name"), lambda unit: unit.shown_name, order=("sort_key",)
        ),
        Column("kind", _("Kind"), lambda unit: label_of(unit, "kind")),
        Column(
            "parent",
            _("Belongs to"),
            lambda unit: unit.parent.name if unit.parent else "",
            order=("tree_position",),
        ),
        Column("people", _("People"), lambda unit: unit.people_count or 0, order=("people_count",), is_number=True),
        Column("below", _("Main posts, with the units below"), lambda unit: below.get(unit.pk, 0), is_number=True),
    ]


def unit_list(request: HttpRequest) -> HttpResponse:
    tree = UnitTree()
    units = queries.with_counts(queries.units_for(request.user))
    if request.GET.get("sort", "").lstrip("-") == "parent":
        units = tree.with_position(units)
    page = ListPage(
        request,
        units,
        _columns(queries.main_posts_below(tree)),
        title=_("Units"),
        empty=_("No unit yet: bring in a staff list, or add a unit."),
        row_url=lambda unit: reverse("unit_detail", args=[unit.pk]),
        filters=forms.UnitFilter,
    )
    if page.wants_excel:
        return page.as_excel()
    add_url = reverse("add_unit") if permissions.edit_unit(request.user) else ""
    return render(request, "staff/units/unit_list.html", {"list": page, "add_url": add_url})


def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_for(request.user), pk=pk)
    me = actor(request.user)
    tree = UnitTree()
    sees_people = unit.pk in me.headed_unit_ids or me.holds(*people_permissions.READS_EVERYBODY)
    context = {
        "unit": unit,
        "crumbs": [(reverse("unit_list"), _("Units")), *_addresses(tree.above(unit.pk)[:-1])],
        "heads": headships.heads_ever(unit),
        "children": [each for each in tree.children[unit.pk] if each.closed_on is None],
        "former": [each for each in tree.children[unit.pk] if each.closed_on is not None],
        "acts": [(act, acts.in_words(act)) for act in acts.acts_of(unit)],
        "name_form": (name_form := people_forms.DayForm(request.GET if "on" in request.GET else None)),
        "name_then": acts.name_on(unit, name_form.cleaned_data["on"] or today())
        if name_form.is_bound and name_form.is_valid()
        else "",
        "people_url": f"{reverse('person_list')}?unit={unit.pk}" if sees_people else "",
        "may_edit": permissions.edit_unit(request.user, unit),
        "may_see_history": people_permissions.view_history(request.user),
        "today": today(),
    }
    return render(request, "staff/units/unit_detail.html", context)


def _addresses(units: list[Unit]) -> list[tuple[str, str]]:
    return [(reverse("unit_detail", args=[each.pk]), each.name) for each in units]


def _unit_page(request: HttpRequest, unit: Unit, title: str, done: str, form_class: Any) -> HttpResponse:
    require(permissions.edit_unit(request.user))
    back = reverse("unit_detail", args=[unit.pk]) if unit.pk else reverse("unit_list")

    def act(form: Any) -> str:
        return reverse("unit_detail", args=[actions.save_unit(form.instance, form.values, by=acting(request)).pk])

    return act_page(
        request,
        act,
        title=title,
        done=done,
        lead=unit.name if unit.pk else "",
        submit_label=_("Save"),
        back_url=back,
        form_class=form_class,
        form_arguments={"instance": unit},
    )


def add_unit(request: HttpRequest) -> HttpResponse:
    return _unit_page(request, Unit(), _("Add a unit"), _("The unit is added."), forms.NewUnitForm)


def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_for(request.user), pk=pk)
    return _unit_page(request, unit, _("Change a unit"), _("The unit is changed."), forms.UnitForm)


def _act_on_unit(request: HttpRequest, pk: int, form_class: Any, take: Any, title: str, done: str) -> HttpResponse:
    """The page of an act on a unit: the form, then what it leads to, then the act."""
    unit = get_object_or_404(queries.units_for(request.user), pk=pk)
    require(permissions.edit_unit(request.user, unit))

    def act(form: Any) -> str | HttpResponse:
        def carry_out() -> acts.Outcome:
            outcome: acts.Outcome = take(**form.facts, by=request.user)
            return outcome

        if "confirmed" in request.POST:
            return reverse("unit_detail", args=[carry_out().shown.pk])
        context = {"title": title, "unit": unit, "form": form, "sentences": acts.preview(carry_out)}
        return render(request, "staff/units/unit_act.html", context)

    return act_page(
        request,
        act,
        title=title,
        done=done,
        lead=unit.name,
        effects=acts.situation(unit),
        submit_label=_("Show what happens"),
        back_url=reverse("unit_detail", args=[unit.pk]),
        form_class=form_class,
        form_arguments={"unit": unit},
    )


def rename_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return _act_on_unit(
        request, pk, forms.RenameUnitForm, acts.rename_unit, _("Rename a unit"), _("The unit is renamed.")
    )


def move_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return _act_on_unit(
        request, pk, forms.MoveUnitForm, acts.move_unit, _("Move to another unit"), _("The unit is moved.")
    )


def merge_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return _act_on_unit(
        request, pk, forms.MergeUnitForm, acts.merge_units, _("Merge units"), _("The units are merged.")
    )


def split_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return _act_on_unit(request, pk, forms.SplitUnitForm, acts.split_unit, _("Split a unit"), _("The unit is split."))


def close_unit(request: HttpRequest, pk: int) -> HttpResponse:
    return _act_on_unit(request, pk, forms.CloseUnitForm, acts.close_unit, _("Close a unit"), _("The unit is closed."))


def _head_page(
    request: HttpRequest, headship: UnitHead, act: Any, form_class: Any, title: str, label: str, done: str
) -> HttpResponse:
    require(permissions.edit_unit(request.user, headship.unit))
    lead = f"{headship.unit.name}: {headship.person.full_name}" if headship.pk else headship.unit.name
    return act_page(
        request,
        act,
        title=title,
        done=done,
        lead=lead,
        submit_label=label,
        back_url=reverse("unit_detail", args=[headship.unit_id]),
        form_class=form_class,
        form_arguments={"instance": headship} if issubclass(form_class, ModelForm) else None,
        clause_number="5.3",
    )


def appoint_head(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(queries.units_for(request.user), pk=pk)

    def act(form: Any) -> None:
        headships.appoint_head(form.instance, form.values, by=acting(request))

    return _head_page(
        request,
        UnitHead(unit=unit),
        act,
        forms.HeadForm,
        _("Appoint a head"),
        _("Appoint"),
        _("The head is appointed."),
    )


def edit_headship(request: HttpRequest, pk: int) -> HttpResponse:
    headship = get_object_or_404(headships.headships_for(request.user), pk=pk)

    def act(form: Any) -> None:
        headships.edit_headship(form.instance, form.values, by=acting(request))

    return _head_page(
        request,
        headship,
        act,
        forms.HeadshipForm,
        _("Change the days of a headship"),
        _("Save"),
        _("The days of the headship are changed."),
    )


def end_headship(request: HttpRequest, pk: int) -> HttpResponse:
    headship = get_object_or_404(headships.headships_for(request.user), pk=pk)

    def act(form: Any) -> None:
        headships.end_headship(headship, until=form.cleaned_data["until"], by=acting(request))

    return _head_page(
        request,
        headship,
        act,
        forms.EndHeadshipForm,
        _("End a headship"),
        _("End"),
        _("The last day of the headship is entered."),
    )
