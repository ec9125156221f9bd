"""Pages of certificates."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.register import permissions
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from staff.people.looks import behind, exported, shows

from . import documents, queries
from .models import Certificate

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


def certificate_list(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.certificates_for(request.user),
        COLUMNS,
        title=_("Certificates"),
        row_url=lambda certificate: reverse("certificate_detail", args=[certificate.pk]),
        empty=_("No certificates yet."),
    )
    return (
        exported(page)
        if page.wants_excel
        else render(request, "certificates/issuing/certificate_list.html", {"list": page})
    )


@shows(behind(Certificate, "person_id"))
def certificate_detail(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(queries.certificates_for(request.user), pk=pk)
    context = {
        "certificate": certificate,
        "verify_url": documents.verify_url(certificate),
        "sees_inside": permissions.view_register(request.user),
    }
    return render(request, "certificates/issuing/certificate_detail.html", context)


@shows(behind(Certificate, "person_id"))
def certificate_file(request: HttpRequest, pk: int) -> FileResponse:
    certificate = get_object_or_404(queries.certificates_for(request.user), pk=pk)
    name = f"{certificate.series}-{certificate.year}-{certificate.number:04d}.pdf"
    return FileResponse(certificate.file.open(), content_type="application/pdf", filename=name)
