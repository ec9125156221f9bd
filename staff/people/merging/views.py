"""Pages of records that look alike: proposals, merging two into one, undoing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, address_of, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.people import queries as people_queries
from staff.people.looks import behind, both, exported, shows
from staff.people.models import Person

from . import actions, duplicates, forms, permissions, queries, survey
from .models import PersonMerge

PAIRS_A_PAGE = 50
COLUMNS = [
    Column("kept", gettext_lazy("Kept record"), lambda merge: merge.kept.full_name),
    Column("gone", gettext_lazy("Record merged into it"), lambda merge: merge.gone.full_name),
    Column("at", gettext_lazy("Merged"), lambda merge: merge.merged_at, order=("merged_at",)),
    Column("reason", gettext_lazy("Reason"), lambda merge: merge.reason, on_phone=False),
    Column("state", gettext_lazy("State"), lambda merge: (merge.state, label_of(merge, "state")), badge=True),
]


def duplicate_list(request: HttpRequest) -> HttpResponse:
    require(permissions.merge_people(request.user))
    page = duplicates.page_of(request.user, request.GET.get("page", "1"), PAIRS_A_PAGE)
    return render(request, "staff/people/merging/duplicate_list.html", {"page": page})


def merge_list(request: HttpRequest) -> HttpResponse:
    require(permissions.merge_people(request.user))
    page = ListPage(
        request,
        queries.merges_for(request.user),
        COLUMNS,
        title=_("Merged records"),
        row_url=address_of("merge_detail"),
        empty=_("No records have been merged yet."),
    )
    return (
        exported(page, "kept_id", "gone_id")
        if page.wants_excel
        else render(request, "staff/people/merging/merge_list.html", {"list": page})
    )


@shows(behind(PersonMerge, "kept_id", "gone_id"))
def merge_detail(request: HttpRequest, pk: int) -> HttpResponse:
    merge = get_object_or_404(queries.merges_for(request.user), pk=pk)
    context = {"merge": merge, "moved": survey.moved_counts(merge)}
    return render(request, "staff/people/merging/merge_detail.html", context)


@shows(behind(Person, "pk"))
def find_other_record(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    is_sent = request.method == "POST"
    form = forms.FindPersonForm(request.POST if is_sent else None)
    found: list[Person] | None = None
    if is_sent and form.is_valid():
        people = people_queries.with_main_post(people_queries.people_for(request.user))
        found = list(queries.find_others(request.user, people, person, form.cleaned_data["written"]))
    status = 422 if is_sent and found is None else 200
    return render(
        request, "staff/people/merging/merge_find.html", {"person": person, "form": form, "found": found}, status=status
    )


@shows(both)
def merge_people(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    kept, gone = _person(request, pk), _person(request, other)
    moves = survey.survey(kept, gone)

    def act(form: Any) -> None:
        reason = form.cleaned_data["reason"]
        actions.merge_people(kept, gone, by=acting(request), reason=reason, chosen=form.chosen)

    return act_page(
        request,
        act,
        title=_("Merge two records"),
        done=_("The records are merged."),
        submit_label=_("Merge the records"),
        back_url=reverse("person_detail", args=[kept.pk]),
        form_class=forms.MergeForm,
        form_arguments={"kept": kept, "gone": gone},
        is_dangerous=True,
        template="staff/people/merging/merge_people.html",
        extra={"kept": kept, "gone": gone, "moves": moves, "blocks": [why for move in moves for why in move.blocking]},
    )


@shows(both)
def tell_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    first, second = _person(request, pk), _person(request, other)

    def act(form: Any) -> None:
        duplicates.tell_apart(first, second, by=acting(request))

    return act_page(
        request,
        act,
        title=_("Two different people"),
        done=_("It is noted that they are two people."),
        effects=[_("These two records are not proposed as one person’s again."), first.full_name, second.full_name],
        submit_label=_("They are two people"),
        back_url=reverse("duplicate_list"),
    )


def _person(request: HttpRequest, pk: int) -> Person:
    """A record that the user may merge."""
    person = get_object_or_404(people_queries.people_for(request.user), pk=pk)
    require(permissions.merge_people(request.user, person))
    return person
