"""What waits about data: the first look at one's own, requests for Human Resources, late ones for the administrator."""

import datetime as dt

import pytest
from django.urls import reverse

from ostu_qualification.core.models import User, today
from ostu_qualification.core.workflow.waits import tasks_for
from staff.models import DataRequest
from staff.people import actions
from tests.factories import PersonFactory


def test_everyone_checks_their_own_data_once(db):
    person = PersonFactory(confirmed_at=None)
    assert [task.url for task in tasks_for(person.user)] == [reverse("my_data")]

    actions.confirm_data(person, by=person.user)

    assert tasks_for(User.objects.get(pk=person.user.pk)) == []


@pytest.mark.parametrize(("days_left", "waits_for_admin"), [(3, False), (0, False), (-1, True)])
def test_hr_answers_what_is_open_and_the_administrator_sees_what_is_late(aigul, days_left, waits_for_admin):
    hr, admin = PersonFactory(roles=["hr_officer"]), PersonFactory(roles=["administrator"])
    asked = DataRequest.objects.create(person=aigul, kind="correction", text="Туулган күнүм")
    DataRequest.objects.update(answer_by=today() + dt.timedelta(days=days_left))
    page = [reverse("data_request_detail", args=[asked.pk])]

    assert [task.url for task in tasks_for(hr.user)] == page
    assert [task.url for task in tasks_for(admin.user)] == (page if waits_for_admin else [])
    assert tasks_for(aigul.user) == []


def test_answered_requests_wait_for_nobody(aigul):
    hr = PersonFactory(roles=["hr_officer"])
    for state in ("done", "refused", "withdrawn"):
        DataRequest.objects.create(person=aigul, kind="correction", text="Аты", state=state, answer="–")

    assert tasks_for(hr.user) == []
