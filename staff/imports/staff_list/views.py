"""Staff lists: upload, preview, apply, the same file back with «Ката», and the doubtful cells."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, address_of, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from ostu_qualification.core.sheets.excel import EXCEL
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet
from staff.imports import permissions, queries
from staff.imports.models import ImportDecision, RosterImport
from staff.people.looks import behind, exported, shows

from . import applying, forms, report

ROWS_A_PAGE = 100

COLUMNS = [
    Column("name", gettext_lazy("File"), lambda roster: roster.name),
    Column("uploaded", gettext_lazy("Uploaded"), lambda roster: roster.uploaded_at, order=("uploaded_at",)),
    Column("state", gettext_lazy("State"), lambda roster: (roster.state, label_of(roster, "state")), badge=True),
]
DECISION_COLUMNS = [
    Column("cell", gettext_lazy("Cell"), lambda decision: f"{decision.sheet}, {decision.column}{decision.row}"),
    Column("person", gettext_lazy("Name"), lambda decision: decision.held_back.get("row", "")),
    Column("written", gettext_lazy("As written"), lambda decision: decision.written),
    Column("doubt", gettext_lazy("Doubt"), lambda decision: applying.words(decision.kind)),
    Column("state", gettext_lazy("State"), lambda decision: (decision.state, label_of(decision, "state")), badge=True),
]


def roster_list(request: HttpRequest) -> HttpResponse:
    require(permissions.import_roster(request.user))
    page = ListPage(
        request,
        queries.rosters_for(request.user),
        COLUMNS,
        title=_("Staff lists"),
        row_url=lambda roster: reverse("roster_detail", args=[roster.pk]),
        empty=_("No staff list has been uploaded yet."),
    )
    return (
        page.as_excel()
        if page.wants_excel
        else render(request, "staff/imports/staff_list/roster_list.html", {"list": page})
    )


def upload_roster(request: HttpRequest) -> HttpResponse:
    require(permissions.import_roster(request.user))

    def act(form: Any) -> str:
        file = form.cleaned_data["file"]
        try:
            roster = applying.upload_roster(file.read(), file.name, by=acting(request))
        except NotASpreadsheet as problem:
            raise ValidationError({"file": str(problem)}) from problem
        return reverse("roster_detail", args=[roster.pk])

    return act_page(
        request,
        act,
        title=_("Upload a staff list"),
        submit_label=_("Read the list"),
        back_url=reverse("roster_list"),
        form_class=forms.RosterForm,
        done=_("The list was read. Nothing has changed yet: look at the preview."),
    )


def roster_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood: the whole list in numbers, or the rows of a sheet or of one kind."""
    roster = get_object_or_404(queries.rosters_for(request.user), pk=pk)
    if request.GET.get("sheet") or request.GET.get("about"):
        return _roster_rows(request, roster)
    kept = roster.report
    context = {
        "roster": roster,
        "report": kept,
        "counts": kept.get("counts", {}),
        "applied": kept.get("applied"),
        "sheets": report.of_sheets(kept),
        "refused": report.lines(kept, about="refused"),
        "unread_sheets": report.unread_sheets(kept),
        "rows_of_nobody": sum(1 for each in kept.get("skipped", []) if each[1]),
        "doubted": len(kept.get("decisions", [])) + len(kept.get("asked_before", [])),
        "open_decisions": queries.open_decisions_for(request.user).count(),
    }
    return render(request, "staff/imports/staff_list/roster_detail.html", context)


def _roster_rows(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    sheet, about = request.GET.get("sheet", ""), request.GET.get("about", "")
    found = report.lines(roster.report, sheet=sheet, about=about)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "roster": roster,
        "title": sheet or capfirst(report.label_of(about)),
        "has_sheets": not sheet,
        "statuses": report.STATUSES,
        "page": page,
        "previous_url": _page_url(request, page.number - 1) if page.has_previous() else "",
        "next_url": _page_url(request, page.number + 1) if page.has_next() else "",
    }
    return render(request, "staff/imports/staff_list/roster_rows.html", context)


def _page_url(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"


def roster_errors(request: HttpRequest, pk: int) -> HttpResponse:
    roster: RosterImport = get_object_or_404(queries.rosters_for(request.user), pk=pk)
    response = HttpResponse(applying.errors_file(roster), content_type=EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="staff-list-{roster.pk}.xlsx"'
    return response


def decision_list(request: HttpRequest) -> HttpResponse:
    require(permissions.import_roster(request.user))
    page = ListPage(
        request,
        queries.open_decisions_for(request.user),
        DECISION_COLUMNS,
        title=_("Doubtful cells"),
        row_url=address_of("settle_decision"),
        empty=_("No cell waits for a decision."),
    )
    return (
        exported(page)
        if page.wants_excel
        else render(request, "staff/imports/staff_list/decision_list.html", {"list": page})
    )


@shows(behind(ImportDecision, "person_id"))
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One doubtful cell: what is written, what becomes of it, and the next one that waits."""
    decision = get_object_or_404(queries.decisions_for(request.user), pk=pk)
    others = queries.open_decisions_for(request.user).exclude(pk=pk)
    context = {"decision": decision, "next": others.first(), "waiting": others.count()}
    return render(request, "staff/imports/staff_list/decision_detail.html", context)
