"""The outbox: letters that went out, wait or failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.forms import ReasonForm
from ostu_qualification.core.frame.lists import Bulk, Column, ListPage, address_of, chosen, label_of
from ostu_qualification.core.frame.pages import bulk_page
from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.people import consents
from staff.people import permissions as people_permissions
from staff.people.looks import behind, exported, shows
from staff.people.models import ConsentKind

from . import forms, permissions, queries, reminders, transitions
from .models import Letter
from .writing import as_message

COLUMNS = [
    Column("subject", gettext_lazy("Subject"), lambda letter: letter.subject),
    Column("person", gettext_lazy("To"), lambda letter: letter.person.full_name, order=("person__sort_key",)),
    Column("kind", gettext_lazy("Kind"), lambda letter: label_of(letter, "kind"), on_phone=False),
    Column("send_on", gettext_lazy("Date"), lambda letter: letter.send_on, order=("send_on",)),
    Column("state", gettext_lazy("State"), lambda letter: (letter.state, label_of(letter, "state")), badge=True),
]


def letter_list(request: HttpRequest) -> HttpResponse:
    may_settle = bool(permissions.settle_letter(request.user, None))
    bulk = [
        Bulk(gettext_lazy("Try again"), reverse("retry_letters")),
        Bulk(gettext_lazy("Cancel"), reverse("cancel_letters")),
    ]
    page = ListPage(
        request,
        queries.letters_for(request.user),
        COLUMNS,
        title=_("Letters"),
        empty=_("No letter yet: they are written on the day when they are due."),
        row_url=address_of("letter_detail"),
        filters=forms.LetterFilter,
        bulk=bulk if may_settle else (),
    )
    if page.wants_excel:
        return exported(page)
    counts = queries.letter_counts(request.user)
    context = {"list": page, "counts": counts, "sees_outbox": bool(permissions.view_outbox(request.user))}
    return render(request, "staff/letters/letter_list.html", context)


def letters_ahead(request: HttpRequest) -> HttpResponse:
    require(permissions.view_outbox(request.user))
    days = reminders.ahead(today())
    context = {"days": days, "total": sum(day.count for day in days), "no_address": sum(day.no_address for day in days)}
    return render(request, "staff/letters/letters_ahead.html", context)


def letters_to_tell(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.letters_to_tell(request.user),
        COLUMNS,
        title=_("To be told by hand"),
        row_url=lambda letter: reverse("letter_detail", args=[letter.pk]),
        empty=_("Everyone of your unit has an e-mail or has been told."),
    )
    return exported(page) if page.wants_excel else render(request, "staff/letters/letter_list.html", {"list": page})


@shows(behind(Letter, "person_id"))
def letter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(queries.letters_for_reader(request.user), pk=pk)
    context = {
        "letter": letter,
        "sees_history": people_permissions.view_history(request.user),
        "is_settled": letter.state in (Letter.State.SENT, Letter.State.CANCELLED),
        "message_id": as_message(letter).extra_headers["Message-ID"],
        "may_tell": transitions.tell_by_hand.step.may(request.user, letter),
        "has_whatsapp": bool(letter.person.phone) and consents.has_consented(letter.person, ConsentKind.MESSENGER),
    }
    return render(request, "staff/letters/letter_detail.html", context)


def retry_letters(request: HttpRequest) -> HttpResponse:
    require(permissions.settle_letter(request.user, None))
    return bulk_page(
        request,
        chosen(request, queries.letters_for(request.user), forms.LetterFilter),
        lambda letter, form: transitions.retry_letter(letter, by=acting(request)),
        name=_name,
        back_url=reverse("letter_list"),
        title=_("Try letters again"),
        submit_label=_("Try again"),
    )


def cancel_letters(request: HttpRequest) -> HttpResponse:
    require(permissions.settle_letter(request.user, None))
    return bulk_page(
        request,
        chosen(request, queries.letters_for(request.user), forms.LetterFilter),
        lambda letter, form: transitions.cancel_letter(letter, by=acting(request), reason=form.cleaned_data["reason"]),
        name=_name,
        back_url=reverse("letter_list"),
        title=_("Cancel letters"),
        submit_label=_("Cancel the letters"),
        form_class=ReasonForm,
        is_dangerous=True,
    )


def _name(letter: Letter) -> str:
    return f"{letter.person.full_name}: {letter.subject}"
