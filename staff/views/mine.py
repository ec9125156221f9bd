"""Pages of a member of staff: the cycle, the data kept, the consents."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostu_qualification.core.models import today
from staff import actions, queries
from staff.actors import actor
from staff.forms import DayForm, WhatIfForm
from staff.models import Person
from staff.models.people import ConsentKind, LetterChoice
from staff.my_page import MyPage, asked_of, calendar_of
from staff.privacy import looks_of


def _me(request: HttpRequest) -> Person:
    person = actor(request.user).person
    if person is None:
        raise Http404
    return person


def my_page(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    day_form = DayForm(request.GET if "on" in request.GET else None)
    what_form = WhatIfForm(request.GET if "hours" in request.GET else None)
    page = MyPage(person, asked_of(day_form).get("on") or today(), today())
    asked = asked_of(what_form)
    context = {
        "person": person,
        "page": page,
        "day_form": day_form,
        "what_form": what_form,
        "what_if": page.what_if(**asked) if asked else None,
        "pauses": queries.pauses_in_force(person),
        "post": queries.main_post(person),
    }
    return render(request, "staff/my_page.html", context)


def my_calendar(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(calendar_of(_me(request), today()), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer


def my_data(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    given = set(person.consents.filter(withdrawn_at__isnull=True).values_list("kind", flat=True))
    consents = [(kind.value, kind.label, actions.consent_text(kind.value), kind.value in given) for kind in ConsentKind]
    context: dict[str, Any] = {
        "person": person,
        "consents": consents,
        "posts": person.employments.select_related("unit"),
        "letter_choices": LetterChoice.choices,
        "looks": looks_of(person),
    }
    return render(request, "staff/my_data.html", context)


@require_POST
def confirm_data(request: HttpRequest) -> HttpResponse:
    actions.confirm_data(_me(request), by=request.user)
    messages.success(request, _("Saved"))
    return redirect("my_data")


@require_POST
def set_consent(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in ConsentKind.values:
        raise Http404
    actions.set_consent(_me(request), kind, is_given=request.POST.get("given") == "1", by=request.user)
    messages.success(request, _("Saved"))
    return redirect("my_data")


@require_POST
def set_letter_language(request: HttpRequest) -> HttpResponse:
    actions.set_letter_language(_me(request), request.POST.get("language", ""), by=request.user)
    messages.success(request, _("Saved"))
    return redirect("my_data")


@require_POST
def set_letter_choice(request: HttpRequest) -> HttpResponse:
    actions.set_letter_choice(_me(request), request.POST.get("choice", ""), by=request.user)
    messages.success(request, _("Saved"))
    return redirect("my_data")
