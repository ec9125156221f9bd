"""Orders: the list, the page of one, its papers. The pages of their acts come from the table of acts."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates import offices
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.records.verdicts import require
from staff.people.looks import shows

from . import documents, forms, queries

COLUMNS = [
    Column(
        "kind",
        gettext_lazy("Order"),
        lambda order: f"{capfirst(label_of(order, 'kind'))}: {order.run.programme.title}",
    ),
    Column("number", gettext_lazy("Number"), lambda order: order.number, order=("number",)),
    Column("signed", gettext_lazy("Signed on"), lambda order: order.signed_on, order=("signed_on",)),
    Column("state", gettext_lazy("State"), lambda order: (order.state, label_of(order, "state")), badge=True),
]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def order_list(request: HttpRequest) -> HttpResponse:
    require(offices.view_orders(request.user))
    page = ListPage(
        request,
        queries.orders_for(request.user),
        COLUMNS,
        title=_("Orders"),
        empty=_("No order yet: it is drafted on the page of a course or of an attestation."),
        filters=forms.OrderFilter,
        row_url=lambda order: reverse("order_detail", args=[order.pk]),
    )
    return (
        page.as_excel() if page.wants_excel else render(request, "certificates/orders/order_list.html", {"list": page})
    )


@shows(queries.people_on_order)
def order_detail(request: HttpRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    asked = list(approvals.asked_about(order))
    context = {"order": order, "asked": asked, **documents.as_shown(order, request.user)}
    return render(request, "certificates/orders/order_detail.html", context)


@shows(queries.people_on_order)
def order_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    if kind == "docx":
        response = HttpResponse(documents.order_as_docx(order), content_type=DOCX)
        response.headers["Content-Disposition"] = f'attachment; filename="order-{order.pk}.docx"'
        return response
    response = HttpResponse(documents.order_as_pdf(order), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="order-{order.pk}.pdf"'
    return response


@shows(queries.people_on_order)
def order_scan(request: HttpRequest, pk: int) -> FileResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    if not order.scan:
        raise Http404
    return FileResponse(order.scan.open(), as_attachment=True)
