"""Pages of people, their posts and roles."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Bulk, Column, ListPage, address_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import require
from staff import actions, cycles, duplicates, forms, merging, people_rows, permissions, privacy, queries
from staff.cycle_sentences import headline_of, sentences
from staff.models import Employment, Person, Role

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
        (permissions.grant_extension, gettext_lazy("Extend the due date"), "grant_extension"),
        (permissions.edit_pause, gettext_lazy("Enter a pause"), "enter_pauses"),
    ]
    return [Bulk(label, reverse(name)) for may, label, name in acts if may(user)]


def person_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_people(request.user))
    page = ListPage(
        request,
        queries.people_for(request.user),
        COLUMNS,
        title=_("People"),
        row_url=address_of("person_detail"),
        filters=forms.PersonFilter,
        fields=people_rows.FIELDS,
        load=people_rows.people_rows,
        bulk=_bulk(request.user),
    )
    if page.wants_excel:
        return privacy.exported(page, "pk")
    add_url = reverse("add_person") if permissions.edit_person(request.user) else ""
    return render(request, "staff/person_list.html", {"list": page, "add_url": add_url})


@privacy.shows(privacy.behind(Person, "pk"))
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    people = queries.people_for(request.user).select_related("cycle", "organisation")
    person = get_object_or_404(merging.record_at(people, pk))
    if person.pk != pk:
        return redirect("person_detail", person.pk)
    found = cycles.cycle_of(person)
    context = {
        "person": person,
        "posts": (posts := list(person.employments.select_related("unit"))),
        "holds_post": any(post.is_current for post in posts),
        "may_edit_outside": permissions.edit_outside_person(request.user, person),
        "lines": person.training_records.all(),
        "pauses": (pauses := list(person.pauses.all())),
        "away": [pause for pause in pauses if pause.state == pause.State.IN_FORCE],
        "extensions": person.extensions.all(),
        "may_extend": permissions.grant_extension(request.user),
        "roles": person.roles.all(),
        "headline": headline_of(found, today()),
        "derivation": sentences(found.derivation),
        "found": found,
        "may_edit": permissions.edit_person(request.user, person),
        "may_give_role": permissions.edit_role(request.user, person),
        "may_see_pin": permissions.view_pin(request.user, person),
        "may_see_history": permissions.view_history(request.user),
        "alike": duplicates.looks_like(request.user, person),
        "merges": merging.merges_of(request.user, person),
        "today": today(),
    }
    return render(request, "staff/person_detail.html", context)


def _person_page(request: HttpRequest, person: Person, title: str) -> HttpResponse:
    require(permissions.edit_person(request.user, person if person.pk else None))
    back = reverse("person_detail", args=[person.pk]) if person.pk else reverse("person_list")

    def act(form: Any) -> str:
        saved = actions.save_person(form.instance, form.values, by=request.user)
        return reverse("person_detail", args=[saved.pk])

    return act_page(
        request,
        act,
        title=title,
        submit_label=_("Save"),
        back_url=back,
        form_class=forms.PersonForm,
        form_arguments={"instance": person},
    )


def add_person(request: HttpRequest) -> HttpResponse:
    return _person_page(request, Person(), _("Add a person"))


@privacy.shows(privacy.behind(Person, "pk"))
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    return _person_page(request, person, _("Change: %(name)s") % {"name": person.full_name})


def _of_person(request: HttpRequest, record: Any, form_class: Any, save: Any, title: str) -> HttpResponse:
    """The page that adds or changes something of a person."""
    back = reverse("person_detail", args=[record.person.pk])

    def act(form: Any) -> None:
        save(form.instance, form.values, by=request.user)

    return act_page(
        request,
        act,
        title=title,
        lead=record.person.full_name,
        submit_label=_("Save"),
        back_url=back,
        form_class=form_class,
        form_arguments={"instance": record},
    )


@privacy.shows(privacy.behind(Person, "pk"))
def add_employment(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    require(permissions.edit_person(request.user, person))
    return _of_person(
        request, Employment(person=person), forms.EmploymentForm, actions.save_employment, _("Add a post")
    )


@privacy.shows(privacy.behind(Employment, "person_id"))
def edit_employment(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(queries.posts_for(request.user), pk=pk)
    require(permissions.edit_person(request.user, post.person))
    return _of_person(request, post, forms.EmploymentForm, actions.save_employment, _("Change a post"))


@privacy.shows(privacy.behind(Person, "pk"))
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    require(permissions.edit_role(request.user, person))
    return _of_person(request, Role(person=person), forms.RoleForm, actions.give_role, _("Give a role"))


@privacy.shows(privacy.behind(Role, "person_id"))
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    role = get_object_or_404(queries.roles_for(request.user), pk=pk)
    require(permissions.edit_role(request.user, role.person))

    def act(form: Any) -> None:
        actions.end_role(role, by=request.user, until=form.cleaned_data["until"])

    return act_page(
        request,
        act,
        title=_("End a role"),
        lead=f"{role.person.full_name}: {role.get_kind_display()}",
        submit_label=_("End the role"),
        back_url=reverse("person_detail", args=[role.person_id]),
        form_class=forms.EndRoleForm,
    )
