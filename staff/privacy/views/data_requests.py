"""Pages of requests about one's data: asking, the queue with its week, the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, address_of, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import acting
from staff.people import permissions
from staff.people.looks import behind, exported, shows
from staff.people.views import me_of
from staff.privacy import data_requests, forms, queries
from staff.privacy.models import DataRequest

COLUMNS = [
    Column("kind", gettext_lazy("Asks for"), lambda each: label_of(each, "kind")),
    Column("person", gettext_lazy("Name"), lambda each: each.person.full_name, order=("person__sort_key",)),
    Column("answer_by", gettext_lazy("To be answered by"), lambda each: each.answer_by, order=("answer_by",)),
    Column("late", gettext_lazy("Time"), lambda each: _lateness(each), badge=True),
    Column("state", gettext_lazy("State"), lambda each: (each.state, label_of(each, "state")), badge=True),
]


def _lateness(request: DataRequest) -> tuple[str, str] | None:
    if request.state != DataRequest.State.OPEN:
        return None
    left = (request.answer_by - today()).days
    if left < 0:
        return ("overdue", _("late"))
    return (
        ("due_soon", _("%(n)s days left") % {"n": left})
        if left <= 2
        else ("waiting", _("%(n)s days left") % {"n": left})
    )


def data_request_list(request: HttpRequest) -> HttpResponse:
    records = queries.data_requests_for(request.user).order_by("-state", "answer_by", "pk")
    page = ListPage(
        request,
        records,
        COLUMNS,
        title=_("Requests about data"),
        empty=_("No request yet: people ask on their own page; what was asked on paper is entered here."),
        row_url=address_of("data_request_detail"),
    )
    return (
        exported(page) if page.wants_excel else render(request, "staff/privacy/data_request_list.html", {"list": page})
    )


@shows(behind(DataRequest, "person_id"))
def data_request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(queries.data_requests_for(request.user), pk=pk)
    context = {
        "record": record,
        "is_late": record.state == DataRequest.State.OPEN and record.answer_by < today(),
        "edit_url": reverse("edit_person", args=[record.person_id])
        if permissions.edit_person(request.user, record.person)
        else "",
    }
    return render(request, "staff/privacy/data_request_detail.html", context)


def ask_about_data(request: HttpRequest) -> HttpResponse:
    person = me_of(request)

    def act(form: Any) -> str:
        record = data_requests.ask_about_data(form.instance, form.values, by=acting(request))
        return reverse("data_request_detail", args=[record.pk])

    return act_page(
        request,
        act,
        title=_("Ask about my data"),
        lead=_("Human Resources answers in writing within a week."),
        submit_label=_("Submit"),
        back_url=reverse("my_data"),
        form_class=forms.DataRequestForm,
        form_arguments={"instance": DataRequest(person=person)},
        done=_("Submitted"),
    )
