"""Certificates and the register."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates import documents, inspections, permissions, queries
from certificates.models import Certificate
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.records.verdicts import require
from staff.privacy import behind, exported, note_looks, shows

COLUMNS = [
    Column("number", gettext_lazy("Number"), lambda certificate: certificate.full_number),
    Column("name", gettext_lazy("Name"), lambda certificate: certificate.name, order=("person__sort_key",)),
    Column("title", gettext_lazy("Title"), lambda certificate: certificate.title),
    Column("hours", gettext_lazy("Hours"), lambda certificate: certificate.hours, is_number=True, on_phone=False),
    Column("issued", gettext_lazy("Issued on"), lambda certificate: certificate.issued_on, order=("issued_on",)),
    Column(
        "state",
        gettext_lazy("State"),
        lambda certificate: (certificate.state, label_of(certificate, "state")),
        badge=True,
    ),
]
REGISTER_COLUMNS = [
    Column("position", gettext_lazy("№"), lambda line: line.position, order=("position",)),
    Column("number", gettext_lazy("Number"), lambda line: line.content["number"]),
    Column("name", gettext_lazy("Name"), lambda line: line.content["name"]),
    Column("title", gettext_lazy("Title"), lambda line: line.content["title"], on_phone=False),
    Column("hours", gettext_lazy("Hours"), lambda line: line.content["hours"], is_number=True),
    Column("order", gettext_lazy("Order"), lambda line: line.content["order"], on_phone=False),
    Column("event", gettext_lazy("Event"), lambda line: label_of(line, "event")),
]


def certificate_list(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.certificates_for(request.user),
        COLUMNS,
        title=_("Certificates"),
        row_url=lambda certificate: reverse("certificate_detail", args=[certificate.pk]),
        empty=_("No certificates yet."),
    )
    return exported(page) if page.wants_excel else render(request, "certificates/certificate_list.html", {"list": page})


@shows(behind(Certificate, "person_id"))
def certificate_detail(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(queries.certificates_for(request.user), pk=pk)
    context = {
        "certificate": certificate,
        "verify_url": documents.verify_url(certificate),
        "sees_inside": permissions.view_register(request.user),
    }
    return render(request, "certificates/certificate_detail.html", context)


@shows(behind(Certificate, "person_id"))
def certificate_file(request: HttpRequest, pk: int) -> FileResponse:
    certificate = get_object_or_404(queries.certificates_for(request.user), pk=pk)
    name = f"{certificate.series}-{certificate.year}-{certificate.number:04d}.pdf"
    return FileResponse(certificate.file.open(), content_type="application/pdf", filename=name)


def register_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_register(request.user))
    page = ListPage(
        request, queries.register_for(request.user), REGISTER_COLUMNS, title=_("Register of certificates"), per_page=100
    )
    if page.wants_excel:
        note_looks(page.records.values_list("certificate__person_id", flat=True), by=request.user)
        return documents.register_as_excel(page.records.order_by("position"))
    context = {"list": page, "may_see_checks": permissions.view_inspections(request.user)}
    return render(request, "certificates/register_list.html", context)


def inspection_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_inspections(request.user))
    context = {"inspections": inspections.inspections_for(request.user)}
    return render(request, "certificates/inspection_list.html", context)


def register_paper(request: HttpRequest) -> HttpResponse:
    require(permissions.view_register(request.user))
    lines = queries.register_for(request.user).order_by("position")
    note_looks(lines.values_list("certificate__person_id", flat=True), by=request.user)
    response = HttpResponse(documents.register_as_pdf(lines), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="register.pdf"'
    return response
