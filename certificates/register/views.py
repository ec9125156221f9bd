"""Pages of the register and of its checks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.records.verdicts import require
from staff.people.looks import note_looks

from . import documents, inspections, permissions, queries

REGISTER_COLUMNS = [
    Column("position", gettext_lazy("№"), lambda line: line.position, order=("position",)),
    Column("number", gettext_lazy("Number"), lambda line: line.content["number"]),
    Column("name", gettext_lazy("Name"), lambda line: line.content["name"]),
    Column("title", gettext_lazy("Title"), lambda line: line.content["title"], on_phone=False),
    Column("hours", gettext_lazy("Hours"), lambda line: line.content["hours"], is_number=True),
    Column("order", gettext_lazy("Order"), lambda line: line.content["order"], on_phone=False),
    Column("event", gettext_lazy("Event"), lambda line: label_of(line, "event")),
]


def register_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_register(request.user))
    page = ListPage(
        request,
        queries.register_for(request.user),
        REGISTER_COLUMNS,
        title=_("Register of certificates"),
        empty=_("No certificate is issued yet: the register is filled when an order on certificates is carried out."),
        per_page=100,
    )
    if page.wants_excel:
        note_looks(page.records.values_list("certificate__person_id", flat=True), by=request.user)
        return documents.register_as_excel(page.records.order_by("position"))
    context = {"list": page, "may_see_checks": permissions.view_inspections(request.user)}
    return render(request, "certificates/register/register_list.html", context)


def inspection_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_inspections(request.user))
    context = {"inspections": inspections.inspections_for(request.user)}
    return render(request, "certificates/register/inspection_list.html", context)


def register_paper(request: HttpRequest) -> HttpResponse:
    require(permissions.view_register(request.user))
    lines = queries.register_for(request.user).order_by("position")
    note_looks(lines.values_list("certificate__person_id", flat=True), by=request.user)
    response = HttpResponse(documents.register_as_pdf(lines), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="register.pdf"'
    return response
