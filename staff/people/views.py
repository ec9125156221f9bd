"""Pages of people, their posts and roles."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting

from . import actions, choosing, employments, forms, looks, permissions, queries
from .actors import actor
from .looks import behind, shows
from .models import Employment, Person, Role


def _person_page(request: HttpRequest, person: Person, title: str) -> HttpResponse:
    require(permissions.edit_person(request.user, person if person.pk else None))
    back = reverse("person_detail", args=[person.pk]) if person.pk else reverse("person_list")

    def act(form: Any) -> str:
        saved = actions.save_person(form.instance, form.values, by=acting(request))
        return reverse("person_detail", args=[saved.pk])

    return act_page(
        request,
        act,
        title=title,
        done=_("The record of the person is changed.") if person.pk else _("The person is added."),
        submit_label=_("Save"),
        back_url=back,
        form_class=forms.PersonForm,
        form_arguments={"instance": person},
    )


def person_choices(request: HttpRequest, pool: str) -> HttpResponse:
    """The people of a pool whom the letters fit, for a form that asks for one of them."""
    of = request.GET.get("of", "")
    people = choosing.pool_of(pool, request.user, int(of) if of.isdecimal() and len(of) < 19 else 0)
    written = request.GET.get("q", "")[:100]
    found = choosing.with_units(choosing.find(people, written))
    context = {"name": request.GET.get("name", ""), "written": written, "people": found, "chosen": ""}
    return render(request, "staff/people/person_choices.html", context)


def add_person(request: HttpRequest) -> HttpResponse:
    return _person_page(request, Person(), _("Add a person"))


@looks.shows(looks.behind(Person, "pk"))
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    return _person_page(request, person, _("Change: %(name)s") % {"name": person.full_name})


def _of_person(request: HttpRequest, record: Any, form_class: Any, save: Any, title: str, done: str) -> HttpResponse:
    """The page that adds or changes something of a person."""
    back = reverse("person_detail", args=[record.person.pk])

    def act(form: Any) -> None:
        save(form.instance, form.values, by=request.user)

    return act_page(
        request,
        act,
        title=title,
        done=done,
        lead=record.person.full_name,
        submit_label=_("Save"),
        back_url=back,
        form_class=form_class,
        form_arguments={"instance": record},
    )


@looks.shows(looks.behind(Person, "pk"))
def add_employment(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    require(permissions.edit_person(request.user, person))
    return _of_person(
        request,
        Employment(person=person),
        forms.EmploymentForm,
        actions.save_employment,
        _("Add a post"),
        _("The post is added."),
    )


@looks.shows(looks.behind(Employment, "person_id"))
def edit_employment(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(queries.posts_for(request.user), pk=pk)
    require(permissions.edit_person(request.user, post.person))
    return _of_person(
        request, post, forms.EmploymentForm, actions.save_employment, _("Change a post"), _("The post is changed.")
    )


@looks.shows(looks.behind(Person, "pk"))
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    require(permissions.edit_role(request.user, person))
    return _of_person(
        request, Role(person=person), forms.RoleForm, actions.give_role, _("Give a role"), _("The role is given.")
    )


@looks.shows(looks.behind(Role, "person_id"))
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    role = get_object_or_404(queries.roles_for(request.user), pk=pk)
    require(permissions.edit_role(request.user, role.person))

    def act(form: Any) -> None:
        actions.end_role(role, by=acting(request), until=form.cleaned_data["until"])

    return act_page(
        request,
        act,
        title=_("End a role"),
        done=_("The last day of the role is entered."),
        lead=f"{role.person.full_name}: {role.get_kind_display()}",
        submit_label=_("End the role"),
        back_url=reverse("person_detail", args=[role.person_id]),
        form_class=forms.EndRoleForm,
    )


@shows(behind(Person, "pk"))
def leave_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    require(permissions.edit_person(request.user, person))

    def act(form: Any) -> None:
        employments.leave_person(person, left_on=form.cleaned_data["left_on"], by=acting(request))

    return act_page(
        request,
        act,
        title=_("Leaving the University"),
        done=_("The leaving is entered."),
        lead=person.full_name,
        effects=employments.what_leaving_ends(person),
        submit_label=_("Enter the leaving"),
        back_url=reverse("person_detail", args=[pk]),
        form_class=forms.LeavingForm,
        is_dangerous=True,
    )


@shows(behind(Person, "pk"))
def return_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    require(permissions.edit_person(request.user, person))

    def act(form: Any) -> None:
        employments.return_person(form.instance, form.values, by=acting(request))

    return act_page(
        request,
        act,
        title=_("Coming back to the University"),
        done=_("The return is entered."),
        lead=person.full_name,
        effects=employments.what_counts_again(person),
        submit_label=_("Enter the return"),
        back_url=reverse("person_detail", args=[pk]),
        form_class=forms.EmploymentForm,
        form_arguments={"instance": Employment(person=person)},
        clause_number="1.3",
    )


def me_of(request: HttpRequest) -> Person:
    """The person behind the account; an account without one has no such pages."""
    person = actor(request.user).person
    if person is None:
        raise Http404
    return person
