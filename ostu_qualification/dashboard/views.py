"""The home page: what waits for the user; and the menu as a page, for phones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import tasks_for
from staff.cycle import stored
from staff.cycle.sentences import headline
from staff.people.actors import actor


def home(request: HttpRequest) -> HttpResponse:
    me = actor(request.user)
    sentence = ""
    if me.person is not None and me.person.employments.filter(left_on__isnull=True).exists():
        sentence = headline(stored.cycle_of(me.person), today())
    context = {
        "tasks": tasks_for(request.user),
        "sentence": sentence,
        "my_page_url": reverse("my_page") if me.person else "",
    }
    return render(request, "dashboard/home.html", context)


def menu(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/menu.html")
