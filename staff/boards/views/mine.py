"""One's own page, and its calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ostu_qualification.core.models import today
from staff.boards.forms import WhatIfForm
from staff.boards.my_page import MyPage, asked_of, calendar_of
from staff.cycle.extensions import queries as extensions_queries
from staff.people import queries as people_queries
from staff.people.forms import DayForm
from staff.people.views import me_of


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
        "pauses": extensions_queries.pauses_in_force(person),
        "post": people_queries.main_post(person),
    }
    return render(request, "staff/boards/my_page.html", context)


def my_calendar(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(calendar_of(me_of(request), today()), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer
