"""Pages of the dues."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage
from staff.people.looks import exported

from . import queries

COLUMNS = [
    Column(
        "name",
        gettext_lazy("Name"),
        lambda due: due.application.person.full_name,
        order=("application__person__sort_key",),
    ),
    Column(
        "course", gettext_lazy("Course"), lambda due: due.application.run.programme.title if due.application.run else ""
    ),
    Column("amount", gettext_lazy("Amount, som"), lambda due: due.amount, order=("amount",), is_number=True),
    Column("reason", gettext_lazy("Reason"), lambda due: due.reason, on_phone=False),
    Column("entered", gettext_lazy("Entered"), lambda due: due.entered_at, order=("entered_at",), on_phone=False),
]


def due_list(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.dues_for(request.user),
        COLUMNS,
        title=_("Amounts due"),
        empty=_("Nobody owes anything yet: amounts arise when an order on enrolment is carried out."),
    )
    return (
        exported(page, "application__person_id")
        if page.wants_excel
        else render(request, "finance/dues/due_list.html", {"list": page})
    )
