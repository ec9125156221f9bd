"""Pages of leaving the University and of coming back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from staff import employments, forms, permissions, queries
from staff.models import Employment, Person
from staff.privacy import behind, shows


@shows(behind(Person, "pk"))
def leave_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_for(request.user), pk=pk)
    require(permissions.edit_person(request.user, person))

    def act(form: Any) -> None:
        employments.leave_person(person, left_on=form.cleaned_data["left_on"], by=request.user)

    return act_page(
        request,
        act,
        title=_("Leaving the University"),
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
        employments.return_person(form.instance, form.values, by=request.user)

    return act_page(
        request,
        act,
        title=_("Coming back to the University"),
        lead=person.full_name,
        effects=employments.what_counts_again(person),
        submit_label=_("Enter the return"),
        back_url=reverse("person_detail", args=[pk]),
        form_class=forms.EmploymentForm,
        form_arguments={"instance": Employment(person=person)},
        clause_number="1.3",
    )
