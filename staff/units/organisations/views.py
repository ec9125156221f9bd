"""Pages of outside organisations and their people."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from ostu_qualification.core.frame.lists import Column, ListPage, address_of, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records import once
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.people import queries as people_queries
from staff.people.looks import behind, shows
from staff.people.models import Person

from . import actions, forms, lists, permissions, queries
from .models import Organisation

COLUMNS = [
    Column("name", pgettext_lazy("of a unit or organisation", "Name"), lambda each: each.name, order=("name_ky",)),
    Column("kind", gettext_lazy("Kind"), lambda each: label_of(each, "kind"), order=("kind",)),
    Column("city", gettext_lazy("Town"), lambda each: each.city, order=("city",)),
    Column("country", gettext_lazy("Country"), lambda each: each.country, is_default=False),
    Column("people", gettext_lazy("People"), lambda each: each.people_count, order=("people_count",), is_number=True),
]


def organisation_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_organisations(request.user))
    page = ListPage(
        request,
        queries.organisations_for(request.user),
        COLUMNS,
        title=_("Organisations"),
        empty=_("No organisation yet: add one, or bring in a list."),
        row_url=address_of("organisation_detail"),
        filters=forms.OrganisationFilter,
    )
    if page.wants_excel:
        return page.as_excel()
    may_edit = permissions.edit_organisation(request.user)
    return render(request, "staff/units/organisations/organisation_list.html", {"list": page, "may_edit": may_edit})


def organisation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations_for(request.user), pk=pk)
    context = {
        "organisation": organisation,
        "people": queries.people_of(organisation),
        "may_edit": permissions.edit_organisation(request.user),
    }
    return render(request, "staff/units/organisations/organisation_detail.html", context)


def _organisation_page(request: HttpRequest, organisation: Organisation, title: str, done: str) -> HttpResponse:
    require(permissions.edit_organisation(request.user))
    known = organisation.pk

    def act(form: Any) -> str:
        kept = actions.save_organisation(form.instance, form.values, by=acting(request))
        return reverse("organisation_detail", args=[kept.pk])

    return act_page(
        request,
        act,
        title=title,
        done=done,
        submit_label=_("Save"),
        back_url=reverse("organisation_detail", args=[known]) if known else reverse("organisation_list"),
        form_class=forms.OrganisationForm,
        form_arguments={"instance": organisation},
        clause_number="1.1",
    )


def add_organisation(request: HttpRequest) -> HttpResponse:
    return _organisation_page(request, Organisation(), _("Add an organisation"), _("The organisation is added."))


def edit_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations_for(request.user), pk=pk)
    return _organisation_page(request, organisation, _("Change an organisation"), _("The organisation is changed."))


def import_organisations(request: HttpRequest) -> HttpResponse:
    require(permissions.edit_organisation(request.user))
    form = forms.OrganisationListForm(request.POST or None, request.FILES or None)
    context = {
        "title": _("Bring in a list of organisations"),
        "form": form,
        "submit_label": _("Show what happens"),
        "back_url": reverse("organisation_list"),
        "multipart": True,
    }
    if request.method == "POST" and form.is_valid():
        return render(
            request, "staff/units/organisations/organisation_rows.html", {"title": context["title"], "form": form}
        )
    return render(request, "components/form_page.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def apply_organisations(request: HttpRequest) -> HttpResponse:
    require(permissions.edit_organisation(request.user))
    form = forms.SignedRowsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This preview is too old: attach the list again."))
        return redirect("import_organisations")

    def enter() -> once.Done:
        count = lists.enter_organisations(form.cleaned_data["rows"], by=acting(request))
        done = ngettext("%(n)s organisation entered.", "%(n)s organisations entered.", count)
        return once.Done(reverse("organisation_list"), done % {"n": count})

    return once.follow(request, once.take_once(request, enter))


def _outside_page(request: HttpRequest, person: Person, title: str, back_url: str) -> HttpResponse:
    require(permissions.edit_outside_person(request.user, person))

    def act(form: Any) -> str:
        kept = actions.save_outside_person(form.instance, form.values, by=acting(request))
        return reverse("person_detail", args=[kept.pk])

    return act_page(
        request,
        act,
        title=title,
        done=_("The record of the person is changed.") if person.pk else _("The person is added."),
        submit_label=_("Save"),
        back_url=back_url,
        form_class=forms.OutsidePersonForm,
        form_arguments={"instance": person},
        clause_number="1.1",
    )


def add_outside_person(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations_for(request.user), pk=pk)
    back = reverse("organisation_detail", args=[pk])
    return _outside_page(request, Person(organisation=organisation), _("Add a person from outside"), back)


@shows(behind(Person, "pk"))
def edit_outside_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_queries.people_for(request.user), pk=pk)
    title = _("Change: %(name)s") % {"name": person.full_name}
    return _outside_page(request, person, title, reverse("person_detail", args=[pk]))
