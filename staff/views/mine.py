"""Pages of a member of staff: the cycle, the data kept, the consents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ostu_qualification.core.models import today
from staff import queries
from staff.actors import actor
from staff.forms import DayForm, WhatIfForm
from staff.models import Person
from staff.my_page import MyPage, asked_of, calendar_of


def me_of(request: HttpRequest) -> Person:
    """The person behind the account; an account without one has no such pages."""
    person = actor(request.user).person
    if person is None:
        raise Http404
    return person


def my_page(request: HttpRequest) -> HttpResponse:
    person = me_of(request)
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
    answer = HttpResponse(calendar_of(me_of(request), today()), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer
