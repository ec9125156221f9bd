"""The list of people, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Bulk, Column, ListPage, address_of
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import require
from staff.boards import people_rows
from staff.cycle import forms, stored
from staff.cycle.extensions import permissions as extensions_permissions
from staff.cycle.sentences import headline_of, sentences
from staff.people import looks, permissions, queries
from staff.people.merging import duplicates
from staff.people.merging import queries as merging_queries
from staff.people.models import Person
from staff.units.organisations import permissions as organisations_permissions

COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda row: row.name, order=("sort_key",)),
    Column("unit", gettext_lazy("Unit"), lambda row: row.unit),
    Column("post", gettext_lazy("Post"), lambda row: row.post),
    Column("category", gettext_lazy("Category"), lambda row: row.category, on_phone=False),
    Column("degree", gettext_lazy("Academic degree"), lambda row: row.degree, is_default=False),
    Column("obligation", gettext_lazy("Obligation"), lambda row: row.obligation, is_default=False),
    Column(
        "hours_open",
        gettext_lazy("Hours still open"),
        lambda row: row.hours_open,
        order=("cycle__hours_open",),
        is_number=True,
        is_default=False,
    ),
    Column("level", gettext_lazy("Highest level of training"), lambda row: row.level, is_default=False),
    Column("due", gettext_lazy("Next due date"), lambda row: row.due_on, order=("cycle__due_on",)),
    Column("status", gettext_lazy("Status"), lambda row: row.status, badge=True),
]


def _bulk(user: Any) -> list[Bulk]:
    """What a user may do for several people at once."""
    acts = [
        (extensions_permissions.grant_extension, gettext_lazy("Extend the due date"), "grant_extension"),
        (extensions_permissions.edit_pause, gettext_lazy("Enter a pause"), "enter_pauses"),
    ]
    return [Bulk(label, reverse(name)) for may, label, name in acts if may(user)]


def person_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_people(request.user))
    page = ListPage(
        request,
        queries.people_for(request.user),
        COLUMNS,
        title=_("People"),
        empty=_("Nobody yet: bring in a staff list, or add a person."),
        row_url=address_of("person_detail"),
        filters=forms.PersonFilter,
        fields=people_rows.FIELDS,
        load=people_rows.people_rows,
        bulk=_bulk(request.user),
    )
    if page.wants_excel:
        return looks.exported(page, "pk")
    add_url = reverse("add_person") if permissions.edit_person(request.user) else ""
    return render(request, "staff/boards/person_list.html", {"list": page, "add_url": add_url})


@looks.shows(looks.behind(Person, "pk"))
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    people = queries.people_for(request.user).select_related("cycle", "organisation")
    person = get_object_or_404(merging_queries.record_at(people, pk))
    if person.pk != pk:
        return redirect("person_detail", person.pk)
    found = stored.cycle_of(person)
    context = {
        "person": person,
        "posts": (posts := list(person.employments.select_related("unit"))),
        "holds_post": any(post.is_current for post in posts),
        "may_edit_outside": organisations_permissions.edit_outside_person(request.user, person),
        "lines": person.training_records.all(),
        "pauses": (pauses := list(person.pauses.all())),
        "away": [pause for pause in pauses if pause.state == pause.State.IN_FORCE],
        "extensions": person.extensions.all(),
        "may_extend": extensions_permissions.grant_extension(request.user),
        "roles": person.roles.all(),
        "headline": headline_of(found, today()),
        "derivation": sentences(found.derivation),
        "found": found,
        "may_edit": permissions.edit_person(request.user, person),
        "may_give_role": permissions.edit_role(request.user, person),
        "may_see_pin": permissions.view_pin(request.user, person),
        "may_see_history": permissions.view_history(request.user),
        "alike": duplicates.looks_like(request.user, person),
        "merges": merging_queries.merges_of(request.user, person),
        "today": today(),
    }
    return render(request, "staff/boards/person_detail.html", context)
