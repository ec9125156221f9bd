"""`manage.py check_cycles`: every difference and everybody without a place in the cycle is named."""

import datetime as dt
import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import tasks_for
from staff.cycle import checking, stored, tasks
from staff.models import CycleState, Person
from tests.factories import EmploymentFactory, PersonFactory, UnitFactory


@pytest.fixture
def five(db):
    """Five teachers with right cycles."""
    people = [PersonFactory(family_name=f"Асанов{number}") for number in range(5)]
    for person in people:
        EmploymentFactory(person=person)
    stored.rebuild(people)
    return people


def _checked(*options):
    stream = io.StringIO()
    call_command("check_cycles", *options, stdout=stream, stderr=io.StringIO())
    return stream.getvalue()


def _found():
    return {(each.person_id, each.kind) for each in checking.check_cycles()}


@pytest.mark.clause("6.1")
def test_check_cycles_is_content_when_all_is_well(five):
    PersonFactory()
    stored.rebuild(Person.objects.all())

    assert "everybody has a place" in _checked()


@pytest.mark.clause("6.1")
def test_check_cycles_names_every_difference(five):
    CycleState.objects.filter(person=five[0]).update(due_on=dt.date(2030, 1, 1))
    CycleState.objects.filter(person=five[1]).delete()
    right = stored.cycle_of(five[0]).due_on

    stream = io.StringIO()
    with pytest.raises(CommandError, match=r"2 findings: differs 1, no_cycle 1") as problem:
        call_command("check_cycles", stdout=stream)

    assert problem.value.returncode == 1
    assert f"person {five[0].pk}: due_on: 2030-01-01 stored, {right} is right" in stream.getvalue()
    assert f"person {five[1].pk}: " in stream.getvalue()
    assert "Асанов" not in stream.getvalue()


@pytest.mark.clause("6.1")
def test_check_cycles_names_everybody_without_a_place(five):
    five[0].employments.update(basis="inner")
    five[1].employments.update(hired_on=None)
    five[2].employments.update(unit=UnitFactory(closed_on=today()))
    five[3].employments.update(hired_on=today() + dt.timedelta(days=3))
    outer = PersonFactory()
    EmploymentFactory(person=outer, basis="outer")
    stored.rebuild(Person.objects.all())

    assert _found() == {
        (five[0].pk, "no_main_post"),
        (five[1].pk, "no_first_day"),
        (five[2].pk, "closed_unit"),
        (five[3].pk, "not_begun"),
    }


def test_check_cycles_repairs_and_still_names_the_gaps(five):
    CycleState.objects.filter(person=five[0]).update(hours_open=99)
    five[1].employments.update(basis="inner")
    stored.rebuild([five[1]])

    with pytest.raises(CommandError, match="1 findings: no_main_post 1"):
        _checked("--repair")

    assert stored.differences() == []


def test_check_cycles_as_json_and_with_names(five):
    CycleState.objects.filter(person=five[0]).update(hours_open=99)
    plain, named = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError):
        call_command("check_cycles", "--json", stdout=plain)
    with pytest.raises(CommandError):
        call_command("check_cycles", "--names", stdout=named)

    right = stored.cycle_of(five[0]).hours_open
    assert json.loads(plain.getvalue()) == [
        {"person": five[0].pk, "kind": "differs", "values": {"hours_open": [99, right]}}
    ]
    assert five[0].full_name in named.getvalue()


def test_the_nightly_check_logs_counts_and_no_names(five, caplog):
    CycleState.objects.filter(person__in=five[:2]).update(hours_open=99)

    with caplog.at_level(logging.WARNING):
        found = tasks.check_cycles()

    assert found == 2
    assert "differs 2" in caplog.text
    assert "Асанов" not in caplog.text


@pytest.mark.clause("6.1")
def test_people_with_a_doubtful_place_wait_for_hr(client, five):
    hr = PersonFactory(roles=["hr_officer"])
    five[0].employments.update(hired_on=None)
    five[1].employments.update(hired_on=today() + dt.timedelta(days=5))
    client.force_login(hr.user)
    url = f"{reverse('person_list')}?gap=any"

    page = client.get(url).context["list"]

    assert {row.pk for row in page.page} == {five[0].pk, five[1].pk}
    assert [task.count for task in tasks_for(hr.user) if task.url == url] == [2]
    assert client.get(reverse("person_list"), {"gap": "not_begun"}).context["list"].count == 1
