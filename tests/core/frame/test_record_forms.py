"""Two officers have one page open: neither writes over the other unseen."""

import datetime as dt
import html
import json
import re

import pytest
from django.urls import reverse

from courses.models import CourseRun
from courses.runs.forms import RunForm
from ostu_qualification.core.models import today
from staff.people.forms import PersonForm
from tests.factories import EmploymentFactory, PersonFactory, RunFactory

pytestmark = pytest.mark.django_db
SHOWN = re.compile(r'<input type="hidden" name="shown" value="([^"]*)">')


@pytest.fixture
def run():
    """A run that is planned, with a trainer."""
    run = RunFactory(state="planned", place_ky="305", capacity=10)
    run.trainers.add(EmploymentFactory().person)
    return run


def shown_on(answer):
    """What a page takes along."""
    return html.unescape(SHOWN.search(answer.content.decode())[1])


def opened(browser, run):
    """A page as it was opened: what it would send when nothing is written."""
    answer = browser.get(reverse("edit_run", args=[run.pk]))
    form = answer.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else value for name, value in data.items() if value}
    data["trainers"] = [getattr(each, "pk", each) for each in data.get("trainers", [])]
    return data | {"shown": shown_on(answer)}


def send(browser, run, page):
    """Send a page."""
    return browser.post(reverse("edit_run", args=[run.pk]), page)


def test_two_pages_that_change_different_fields_both_hold(run, cholpon, log_in):
    browser = log_in(cholpon)
    mine, theirs = opened(browser, run), opened(browser, run)

    assert send(browser, run, theirs | {"place_ky": "Жаңы корпус"}).status_code == 302
    assert send(browser, run, mine | {"capacity": 25}).status_code == 302

    run.refresh_from_db()
    assert (run.place_ky, run.capacity) == ("Жаңы корпус", 25)


def test_who_writes_over_another_is_told_and_may_then_insist(run, cholpon, log_in):
    browser = log_in(cholpon)
    mine, theirs = opened(browser, run), opened(browser, run)
    send(browser, run, theirs | {"place_ky": "Жаңы корпус", "minimum": 5})

    told = send(browser, run, mine | {"place_ky": "306", "capacity": 25})

    assert told.status_code == 422
    assert list(told.context["form"].errors) == ["place_ky"]
    assert "Жаңы корпус" in told.content.decode()
    assert 'value="306"' in told.content.decode()
    run.refresh_from_db()
    assert (run.place_ky, run.capacity, run.minimum) == ("Жаңы корпус", 10, 5)

    assert send(browser, run, mine | {"place_ky": "306", "capacity": 25, "shown": shown_on(told)}).status_code == 302
    run.refresh_from_db()
    assert (run.place_ky, run.capacity, run.minimum) == ("306", 25, 5)


def test_the_same_written_by_both_is_no_quarrel(run, cholpon, log_in):
    browser = log_in(cholpon)
    mine, theirs = opened(browser, run), opened(browser, run)

    for page in (theirs, mine):
        assert send(browser, run, page | {"capacity": 25}).status_code == 302

    assert CourseRun.objects.get().capacity == 25


@pytest.mark.parametrize(
    ("theirs", "mine", "words"),
    [
        ({"starts_on": today() + dt.timedelta(days=11)}, {"starts_on": f"{today() + dt.timedelta(days=12):%d.%m.%Y}"},
         f"{today() + dt.timedelta(days=11):%d.%m.%Y}"),
        ({"mode": "distance"}, {"mode": "full_release"}, "аралык"),
    ],
)  # fmt: skip
def test_it_is_told_as_pages_say_it(run, cholpon, log_in, theirs, mine, words):
    browser = log_in(cholpon)
    page = opened(browser, run)
    CourseRun.objects.filter(pk=run.pk).update(**theirs)

    told = send(browser, run, page | mine)

    (name,) = mine
    assert list(told.context["form"].errors) == [name]
    assert words in told.context["form"].errors[name][0]


def test_sets_are_told_by_their_names_and_left_alone_by_who_did_not_touch_them(run, cholpon, log_in):
    browser, other, third = log_in(cholpon), EmploymentFactory().person, EmploymentFactory().person
    page = opened(browser, run)
    run.trainers.set([other])

    untouched = send(browser, run, page | {"capacity": 25})
    assert (untouched.status_code, list(run.trainers.all())) == (302, [other])

    told = send(browser, run, page | {"trainers": [third.pk]})
    assert other.full_name in told.context["form"].errors["trainers"][0]


def test_a_form_without_what_was_shown_is_measured_by_the_record_as_it_is(run, cholpon, log_in):
    browser = log_in(cholpon)
    page = opened(browser, run) | {"capacity": 25}
    CourseRun.objects.filter(pk=run.pk).update(place_ky="Жаңы корпус")

    for shown in ("", "{", "[1]", json.dumps({"unknown": "1"})):
        assert send(browser, run, page | {"shown": shown}).status_code == 302

    run.refresh_from_db()
    assert (run.place_ky, run.capacity) == ("305", 25)


def test_a_new_record_takes_nothing_along_and_gives_everything(cholpon, log_in):
    answer = log_in(cholpon).get(reverse("add_run"))

    assert SHOWN.search(answer.content.decode()) is None
    assert answer.context["form"].shown == ""


def test_values_of_a_record_are_those_that_were_written():
    person = PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="")
    data = {name: getattr(person, name) or "" for name in PersonForm._meta.fields}
    data |= {"birth_on": f"{person.birth_on:%d.%m.%Y}", "career_start_on": f"{person.career_start_on:%d.%m.%Y}"}

    nothing = PersonForm(data, instance=type(person).objects.get(pk=person.pk))
    one = PersonForm(data | {"given_name": "Айнура"}, instance=type(person).objects.get(pk=person.pk))

    assert (nothing.is_valid(), one.is_valid()) == (True, True)
    assert (nothing.values, one.values) == ({}, {"given_name": "Айнура"})


def test_a_form_about_a_record_saves_nothing(run):
    with pytest.raises(NotImplementedError):
        RunForm(instance=run).save()
