"""Past training: upload a list, preview it with the due dates it leads to, apply, discard, the same file with «Ката»."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from ostu_qualification.core.sheets.excel import EXCEL, excel
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet
from staff.imports import permissions, queries
from staff.imports.models import PastTrainingImport

from . import applying, forms, report

ROWS_A_PAGE = 100
ROWS_SHOWN = 20
COLUMNS = [
    Column("name", gettext_lazy("File"), lambda past: past.name),
    Column("uploaded", gettext_lazy("Uploaded"), lambda past: past.uploaded_at, order=("uploaded_at",)),
    Column("new", gettext_lazy("New lines"), lambda past: past.report.get("counts", {}).get("new", 0), is_number=True),
    Column("state", gettext_lazy("State"), lambda past: (past.state, label_of(past, "state")), badge=True),
]


def past_training_list(request: HttpRequest) -> HttpResponse:
    require(permissions.import_past_training(request.user))
    page = ListPage(
        request,
        queries.past_lists_for(request.user),
        COLUMNS,
        title=_("Past training"),
        row_url=lambda past: reverse("past_training_detail", args=[past.pk]),
        empty=_("No list of past training has been uploaded yet."),
    )
    return (
        page.as_excel()
        if page.wants_excel
        else render(request, "staff/imports/past_training/past_training_list.html", {"list": page})
    )


def upload_past_training(request: HttpRequest) -> HttpResponse:
    require(permissions.import_past_training(request.user))

    def act(form: Any) -> str:
        file = form.cleaned_data["file"]
        try:
            past = applying.upload_past_training(file.read(), file.name, by=acting(request))
        except NotASpreadsheet as problem:
            raise ValidationError({"file": str(problem)}) from problem
        return reverse("past_training_detail", args=[past.pk])

    return act_page(
        request,
        act,
        title=_("Upload past training"),
        submit_label=_("Read the list"),
        back_url=reverse("past_training_list"),
        form_class=forms.PastTrainingForm,
        done=_("The list was read. Nothing has changed yet: look at the preview."),
        clause_number="4.4",
    )


def past_training_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood: the list in numbers, or the rows of one kind."""
    past = get_object_or_404(queries.past_lists_for(request.user), pk=pk)
    about = request.GET.get("about", "")
    if about in report.ABOUT:
        return _past_training_rows(request, past, about)
    context = {
        "past": past,
        "report": past.report,
        "counts": past.report.get("counts", {}),
        "unread_sheets": report.unread_sheets(past.report),
        "applied": past.report.get("applied"),
        "refused": report.lines(past.report, about="refused")[:ROWS_SHOWN],
    }
    return render(request, "staff/imports/past_training/past_training_detail.html", context)


def _past_training_rows(request: HttpRequest, past: PastTrainingImport, about: str) -> HttpResponse:
    name, is_due = request.GET.get("q", ""), about == "due"
    read: Any = report.due_dates if is_due else report.lines
    found = read(past.report, name=name, **({} if is_due else {"about": about}))
    title = capfirst(str(report.ABOUT[about]))
    if request.GET.get("format") == "xlsx":
        return _rows_as_excel(past, title, found, is_due=is_due)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "past": past,
        "title": title,
        "about": about,
        "name": name,
        "page": page,
        "previous_url": _address(request, page=page.number - 1) if page.has_previous() else "",
        "next_url": _address(request, page=page.number + 1) if page.has_next() else "",
        "export_url": _address(request, format="xlsx"),
    }
    return render(request, "staff/imports/past_training/past_training_rows.html", context)


def _rows_as_excel(past: PastTrainingImport, title: str, found: list[Any], *, is_due: bool) -> HttpResponse:
    if is_due:
        heads, rows = [_("Name"), _("Due now"), _("Due afterwards")], [list(each) for each in found]
    else:
        heads = [_("Sheet and row"), _("Name"), _("Training"), _("Hours"), _("Ended on"), _("What")]
        rows = [[*each[:5], "; ".join(each.texts)] for each in found]
    return _file(excel(f"{title}: {past.name}", heads, rows), f"past-training-{past.pk}.xlsx")


def _address(request: HttpRequest, **changes: Any) -> str:
    asked = request.GET.copy()
    for name, value in changes.items():
        asked[name] = str(value)
    return f"?{asked.urlencode()}"


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def past_training_errors(request: HttpRequest, pk: int) -> HttpResponse:
    past: PastTrainingImport = get_object_or_404(queries.past_lists_for(request.user), pk=pk)
    return _file(applying.errors_file(past), f"past-training-errors-{past.pk}.xlsx")
