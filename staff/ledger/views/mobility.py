"""Mobility abroad: the list, finding the person, entering the journey."""

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
from ostu_qualification.core.words.dates import short_date
from staff.ledger import claims, forms, permissions
from staff.ledger import queries as ledger_queries
from staff.ledger.models import TrainingForm, TrainingRecord
from staff.people import queries
from staff.people.consents import given_on
from staff.people.looks import behind, exported, shows
from staff.people.models import ConsentKind, Person

COLUMNS = [
    Column("person", gettext_lazy("Name"), lambda line: line.person.full_name, order=("person__sort_key",)),
    Column("provider", gettext_lazy("Host"), lambda line: line.provider),
    Column("country", gettext_lazy("Country"), lambda line: line.country, order=("country",)),
    Column("programme", gettext_lazy("Mobility programme"), lambda line: line.mobility_programme, is_default=False),
    Column("agreement", gettext_lazy("Agreement"), lambda line: line.agreement, is_default=False),
    Column("ended", gettext_lazy("Time"), lambda line: _time(line), order=("ended_on",)),
    Column("hours", gettext_lazy("Hours"), lambda line: line.hours, order=("hours",), is_number=True),
    Column("papers", gettext_lazy("Papers"), lambda line: _papers(line), on_phone=False),
    Column("state", gettext_lazy("State"), lambda line: (line.state, label_of(line, "state")), badge=True),
]


def _time(line: TrainingRecord) -> str:
    return " – ".join(short_date(day) for day in (line.started_on, line.ended_on) if day)


def _papers(line: TrainingRecord) -> str:
    named = [_("report") if line.report else "", _("document") if line.evidence else ""]
    return ", ".join(filter(None, named)) or _("none")


def mobility_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_mobility(request.user))
    page = ListPage(
        request,
        ledger_queries.mobility_for(request.user),
        COLUMNS,
        title=_("Mobility abroad"),
        row_url=lambda line: reverse("training_detail", args=[line.pk]),
        filters=forms.MobilityFilter,
        empty=_("No mobility has been entered yet."),
    )
    if page.wants_excel:
        return exported(page)
    context = {"list": page, "may_enter": permissions.enter_mobility(request.user)}
    return render(request, "staff/ledger/training_mobility_list.html", context)


def find_traveller(request: HttpRequest) -> HttpResponse:
    """Find the person who goes abroad: by the name, since a list of everybody would show more than is needed."""
    require(permissions.enter_mobility(request.user))
    written = request.GET.get("q", "").strip()
    found = [(each, queries.main_post(each)) for each in claims.find_travellers(request.user, written)]
    context = {"written": written, "found": found, "limit": claims.MOST_FOUND}
    return render(request, "staff/ledger/training_find_traveller.html", context)


def _transfer_of(person: Person) -> str:
    """Whether the person's data may go to the host."""
    day = given_on(person, ConsentKind.TRANSFER_ABROAD)
    if day is not None:
        return _("The person agreed to the transfer of data abroad on %(day)s.") % {"day": short_date(day)}
    return _("The person has given no consent here to the transfer of data abroad: the signed paper is needed.")


@shows(behind(Person, "pk"))
def enter_mobility(request: HttpRequest, pk: int) -> HttpResponse:
    require(permissions.enter_mobility(request.user))
    person = get_object_or_404(claims.travellers_for(request.user), pk=pk)

    def act(form: Any) -> str:
        record = claims.enter_mobility(form.instance, form.values, by=acting(request))
        return reverse("training_detail", args=[record.pk])

    return act_page(
        request,
        act,
        title=_("Enter mobility abroad"),
        lead=person.full_name,
        submit_label=_("Enter"),
        back_url=reverse("find_traveller"),
        form_class=forms.MobilityForm,
        form_arguments={"instance": TrainingRecord(person=person, form=TrainingForm.INTERNSHIP)},
        effects=[
            _("It counts once it is over, a report or document is attached and ИИжКББ has recognised it."),
            _transfer_of(person),
        ],
        done=_("Mobility has been entered."),
        clause_number="6.2",
    )
