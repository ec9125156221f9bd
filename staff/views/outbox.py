"""The outbox: letters that went out, wait or failed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.forms import ReasonForm
from ostu_qualification.core.lists import Column, ListPage, label_of
from ostu_qualification.core.pages import act_page
from ostu_qualification.core.verdicts import require
from staff import permissions, queries, transitions

COLUMNS = [
    Column("subject", gettext_lazy("Subject"), lambda letter: letter.subject),
    Column("person", gettext_lazy("To"), lambda letter: letter.person.full_name, order=("person__sort_key",)),
    Column("kind", gettext_lazy("Kind"), lambda letter: label_of(letter, "kind"), on_phone=False),
    Column("send_on", gettext_lazy("Date"), lambda letter: letter.send_on, order=("send_on",)),
    Column("state", gettext_lazy("State"), lambda letter: (letter.state, label_of(letter, "state")), badge=True),
]


def letter_list(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.letters_for(request.user),
        COLUMNS,
        title=_("Letters"),
        row_url=lambda letter: reverse("letter_detail", args=[letter.pk]),
    )
    return page.as_excel() if page.wants_excel else render(request, "staff/letter_list.html", {"list": page})


def letters_to_tell(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.letters_to_tell(request.user),
        COLUMNS,
        title=_("To be told by hand"),
        row_url=lambda letter: reverse("letter_detail", args=[letter.pk]),
        empty=_("Everyone of your unit has an e-mail or has been told."),
    )
    return page.as_excel() if page.wants_excel else render(request, "staff/letter_list.html", {"list": page})


def letter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(queries.letters_for_reader(request.user), pk=pk)
    context = {
        "letter": letter,
        "may_cancel": transitions.cancel_letter.step.may(request.user, letter),
        "may_tell": not letter.address and transitions.tell_by_hand.step.may(request.user, letter),
    }
    return render(request, "staff/letter_detail.html", context)


def cancel_letter(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(queries.letters_for(request.user), pk=pk)
    require(permissions.cancel_letter(request.user, letter))

    def act(form: Any) -> None:
        transitions.cancel_letter(letter, by=request.user, reason=form.cleaned_data["reason"])

    return act_page(
        request, act, title=_("Cancel a letter"), lead=letter.subject, submit_label=_("Cancel the letter"),
        back_url=reverse("letter_detail", args=[letter.pk]), form_class=ReasonForm, is_dangerous=True,
    )  # fmt: skip


def tell_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(queries.letters_for_reader(request.user), pk=pk)
    require(transitions.tell_by_hand.step.permission(request.user, letter))

    def act(form: Any) -> None:
        transitions.tell_by_hand(letter, by=request.user)

    return act_page(
        request, act, title=_("I told them"), lead=f"{letter.person.full_name}: {letter.subject}", submit_label=_("I told them"),
        back_url=reverse("letter_detail", args=[letter.pk]), clause_number="6.1",
    )  # fmt: skip
