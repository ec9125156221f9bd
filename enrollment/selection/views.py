"""Selection lists, for the offices."""

from decimal import Decimal
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
from staff.people.looks import behind, exported, note_looks, shows

from . import actions, forms, permissions, queries
from .models import SelectionEntry, SelectionList

Outcome = SelectionEntry.Outcome
COLUMNS = [
    Column("run", gettext_lazy("Course"), lambda selection: selection.run.programme.title),
    Column("starts", gettext_lazy("Begins"), lambda selection: selection.run.starts_on, order=("run__starts_on",)),
    Column(
        "ranked", gettext_lazy("Ranked on"), lambda selection: selection.ranked_on, order=("ranked_on",), on_phone=False
    ),
    Column(
        "state", gettext_lazy("State"), lambda selection: (selection.state, label_of(selection, "state")), badge=True
    ),
]


def _years(entry: SelectionEntry, name: str) -> Decimal | None:
    """One of the numbers from which the points were counted."""
    return Decimal(entry.inputs[name]) if name in entry.inputs else None


def _outcome(entry: SelectionEntry) -> tuple[str, str]:
    """A draft proposes, an approved list gives: only the second is green."""
    if entry.outcome == Outcome.PLACE and entry.selection.state == SelectionList.State.DRAFT:
        return "proposed", _("place proposed")
    return entry.outcome, label_of(entry, "outcome")


ENTRY_COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda entry: entry.application.person.full_name),
    Column("position", gettext_lazy("Place"), lambda entry: entry.position, order=("position",), is_number=True),
    Column("points", gettext_lazy("Points"), lambda entry: entry.points, order=("points",), is_number=True),
    Column(
        "experience",
        gettext_lazy("Experience, years"),
        lambda entry: _years(entry, "experience_years"),
        is_number=True,
        on_phone=False,
    ),
    Column(
        "untrained",
        gettext_lazy("Without training, years"),
        lambda entry: _years(entry, "untrained_years"),
        is_number=True,
        on_phone=False,
    ),
    Column("outcome", gettext_lazy("Outcome"), lambda entry: _outcome(entry), badge=True),
    Column(
        "state",
        gettext_lazy("State"),
        lambda entry: (entry.application.state, label_of(entry.application, "state")),
        badge=True,
    ),
    Column(
        "opinion", gettext_lazy("Head's opinion"), lambda entry: label_of(entry.application, "opinion"), on_phone=False
    ),
    Column("moved", gettext_lazy("Reason of the move"), lambda entry: entry.moved_reason),
]


def selection_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_selections(request.user))
    page = ListPage(
        request,
        queries.selections_for(request.user),
        COLUMNS,
        title=_("Selection lists"),
        empty=_("No list yet: it is made when the applications to a course are closed."),
        row_url=lambda selection: reverse("selection_detail", args=[selection.pk]),
    )
    return (
        page.as_excel()
        if page.wants_excel
        else render(request, "enrollment/selection/selection_list.html", {"list": page})
    )


def selection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    selection = get_object_or_404(queries.selections_for(request.user), pk=pk)
    page = ListPage(
        request,
        queries.entries_of(selection),
        ENTRY_COLUMNS,
        filters=forms.EntryFilter,
        title=str(selection),
        row_url=lambda entry: (
            reverse("move_entry", args=[entry.pk])
            if selection.state == SelectionList.State.DRAFT
            else reverse("application_detail", args=[entry.application_id])
        ),
        per_page=100,
        empty=_("Nobody applied."),
    )
    if page.wants_excel:
        return exported(page, "application__person_id")
    note_looks((entry.application.person_id for entry in page.page.object_list), by=request.user)
    context = {"selection": selection, "list": page, "counts": queries.counts_of(selection)}
    return render(request, "enrollment/selection/selection_detail.html", context)


def decided(selection: SelectionList, user: Any) -> dict[str, Any]:
    """The list as it is decided upon, with the inputs of everyone's points. Clauses 5.4, 6.1."""
    return {"entries": queries.entries_of(selection)}


@shows(behind(SelectionEntry, "application__person_id"))
def move_entry(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(queries.entries_for(request.user), pk=pk)
    require(permissions.move_entry(request.user, entry))

    def act(form: Any) -> None:
        actions.move_entry(entry, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"], by=acting(request))

    return act_page(
        request, act, title=_("Move on the list"), done=_("The place on the list is changed; the reason is kept."), lead=f"{entry.position}. {entry.application.person.full_name}", submit_label=_("Move"),
        back_url=reverse("selection_detail", args=[entry.selection_id]), form_class=forms.MoveForm, clause_number="6.1",
        effects=[_("The reason stays beside the name for ever.")],
    )  # fmt: skip
