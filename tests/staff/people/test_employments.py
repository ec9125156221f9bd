"""Posts: leaving the University and coming back, secondary posts, closed units."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from ostu_qualification.core.records import history
from staff.cycle import stored
from staff.models import CycleState, Employment, UnitHead
from staff.people import actions, employments
from staff.people.models import RoleKind
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory, UnitFactory

LEFT = dt.date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 23, 9), tick=False):
        yield


@pytest.fixture
def hr(db):
    return PersonFactory(roles=[RoleKind.HR_OFFICER])


@pytest.mark.clause("1.3")
def test_leave_person_ends_posts_headships_and_roles(hr):
    post = EmploymentFactory()
    person = post.person
    EmploymentFactory(person=person, basis="inner")
    person.roles.create(kind=RoleKind.COUNCIL_MEMBER, since=dt.date(2024, 1, 1))
    person.roles.create(kind=RoleKind.COUNCIL_CHAIR, since=dt.date(2026, 9, 1))
    head = UnitHead.objects.create(unit=post.unit, person=person, since=dt.date(2024, 1, 1))

    employments.leave_person(person, left_on=LEFT, by=hr.user)

    head.refresh_from_db()
    assert set(person.employments.values_list("left_on", flat=True)) == {LEFT}
    assert list(person.roles.values_list("kind", "until")) == [(RoleKind.COUNCIL_MEMBER, LEFT)]
    assert head.until == LEFT
    assert person.user.is_active
    assert CycleState.objects.get(person=person).status == "not_tracked"
    assert "leave_person" in [(line.additional_data or {}).get("act") for line in history.history_of(person)]


@pytest.mark.parametrize("day", [dt.date(2026, 11, 24), dt.date(2015, 8, 31)], ids=["future", "before the post"])
def test_leave_person_refuses_a_wrong_day(hr, day):
    person = EmploymentFactory().person

    with pytest.raises(ValidationError) as refused:
        employments.leave_person(person, left_on=day, by=hr.user)

    assert "left_on" in refused.value.message_dict
    assert person.employments.filter(left_on__isnull=True).exists()


def test_leave_person_without_a_post_is_refused(hr):
    with pytest.raises(ValidationError):
        employments.leave_person(PersonFactory(), left_on=LEFT, by=hr.user)


def test_leave_person_is_for_hr(cholpon):
    with pytest.raises(PermissionDenied):
        employments.leave_person(EmploymentFactory().person, left_on=LEFT, by=cholpon.user)


def test_leave_person_page_warns_of_what_ends(hr, log_in):
    post = EmploymentFactory()
    post.person.roles.create(kind=RoleKind.COUNCIL_MEMBER, since=dt.date(2024, 1, 1))
    UnitHead.objects.create(unit=post.unit, person=post.person, since=dt.date(2024, 1, 1))

    page = log_in(hr).get(reverse("leave_person", args=[post.person_id])).content.decode()

    assert f"Башчылык аяктайт: {post.unit.name}" in page
    assert "Ролу аяктайт" in page


@pytest.mark.clause("1.3")
def test_return_person_goes_on_with_the_ledger(hr, log_in):
    post = EmploymentFactory(hired_on=dt.date(2015, 9, 1), left_on=LEFT)
    TrainingRecordFactory(person=post.person, title="Заманбап сабак", ended_on=dt.date(2025, 3, 1))
    client, url = log_in(hr), reverse("return_person", args=[post.person_id])
    data = {
        "unit": post.unit_id, "post": "teacher", "category": "teaching", "rate": "1", "basis": "main", "hired_on": "01.11.2026",
    }  # fmt: skip

    page = client.get(url).content.decode()
    answer = client.post(url, data)
    again = client.post(url, data)

    assert "Заманбап сабак" in page
    assert (answer.status_code, again.status_code) == (302, 422)
    assert post.person.employments.count() == 2
    assert CycleState.objects.get(person=post.person).due_on == stored.cycle_of(post.person).due_on
    assert stored.cycle_of(post.person).last_line.title == "Заманбап сабак"


def test_save_employment_refuses_a_closed_unit(hr):
    closed = UnitFactory(closed_on=dt.date(2026, 9, 1))
    post = EmploymentFactory.build(person=PersonFactory(), unit=closed)

    with pytest.raises(ValidationError) as refused:
        actions.save_employment(post, by=hr.user)

    assert "unit" in refused.value.message_dict


def test_edit_employment_of_the_past_in_a_closed_unit(hr, log_in):
    post = EmploymentFactory(unit=UnitFactory(closed_on=dt.date(2026, 9, 1)), left_on=LEFT)

    answer = log_in(hr).post(
        reverse("edit_employment", args=[post.pk]),
        {
            "unit": post.unit_id, "post": "teacher", "category": "teaching", "rate": "0.5", "basis": "main",
            "hired_on": "01.09.2015", "left_on": "30.06.2026",
        },
    )  # fmt: skip

    post.refresh_from_db()
    assert answer.status_code == 302
    assert post.rate == 0.5


def test_add_employment_lets_several_be_secondary_but_one_be_main(hr, log_in):
    person = EmploymentFactory().person
    data = {
        "unit": UnitFactory().pk, "post": "teacher", "category": "teaching", "rate": "0.25", "hired_on": "01.09.2026",
    }  # fmt: skip
    client, url = log_in(hr), reverse("add_employment", args=[person.pk])

    second = client.post(url, data | {"basis": "inner"})
    main = client.post(url, data | {"basis": "main"})

    assert (second.status_code, main.status_code) == (302, 422)
    assert "basis" in main.context["form"].errors
    assert Employment.objects.filter(person=person).count() == 2
