"""Records of people: days that can be meant, an e-mail that is one person's."""

import datetime as dt

import pytest
from django.urls import reverse

from ostu_qualification.core.models import today
from staff.models import Person, TrainingRecord
from tests.core.records.test_uploads import CLAIM
from tests.factories import PersonFactory

NEWCOMER = {
    "family_name": "Бекова",
    "given_name": "Нуриза",
    "sex": "f",
    "language": "ky",
}


@pytest.fixture
def hr(db, log_in):
    """An officer of Human Resources."""
    return log_in(PersonFactory(roles=["hr_officer"]))


def _errors(answer) -> list[str]:
    return list(answer.context["form"].errors) if answer.status_code == 422 else []


def test_add_person_refuses_the_email_of_another_in_any_case(hr):
    PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="", email="Aigul@Example.org")

    answer = hr.post(reverse("add_person"), {**NEWCOMER, "email": "aigul@example.ORG"})

    assert _errors(answer) == ["email"]
    assert "Асанова Айгүл үчүн жазылган" in answer.content.decode()
    assert not Person.objects.filter(family_name="Бекова").exists()


def test_add_person_refuses_whoever_is_there_by_name_and_day_of_birth_and_leads_there(hr):
    there = PersonFactory(**{name: NEWCOMER[name] for name in ("family_name", "given_name")}, patronymic="")
    born = {**NEWCOMER, "patronymic": "", "birth_on": "04.05.1990"}
    Person.objects.filter(pk=there.pk).update(birth_on=dt.date(1990, 5, 4))

    answer = hr.post(reverse("add_person"), born)
    other = hr.post(reverse("add_person"), {**born, "birth_on": "05.05.1990"})

    assert _errors(answer) == ["family_name"]
    assert reverse("person_detail", args=[there.pk]) in answer.content.decode()
    assert other.status_code == 302


def test_edit_person_keeps_an_email_that_two_had_before(hr):
    PersonFactory(email="kafedra@example.org")
    second = PersonFactory(email="kafedra@example.org", family_name="Эски")

    answer = hr.post(
        reverse("edit_person", args=[second.pk]), {**NEWCOMER, "family_name": "Жаңы", "email": "kafedra@example.org"}
    )

    second.refresh_from_db()
    assert (_errors(answer), second.family_name) == ([], "Жаңы")


def test_many_may_have_no_email(hr):
    PersonFactory(email=None)

    assert hr.post(reverse("add_person"), {**NEWCOMER, "email": ""}).status_code == 302


@pytest.mark.parametrize("birth_on", ["01.01.0001", "31.12.1899", f"{today() + dt.timedelta(days=1):%d.%m.%Y}"])
def test_nobody_is_born_before_1900_or_tomorrow(hr, birth_on):
    assert _errors(hr.post(reverse("add_person"), {**NEWCOMER, "birth_on": birth_on})) == ["birth_on"]


def test_the_oldest_of_the_staff_has_a_birthday(hr):
    assert hr.post(reverse("add_person"), {**NEWCOMER, "birth_on": "12.05.1931"}).status_code == 302


@pytest.mark.parametrize(
    ("field", "day"), [("started_on", "01.01.1901"), ("ended_on", "01.01.0001"), ("document_on", "31.12.9999")]
)
def test_a_claim_of_another_age_is_refused(aigul, log_in, field, day):
    answer = log_in(aigul).post(reverse("claim_training"), {**CLAIM, field: day})

    assert _errors(answer) == [field]
    assert not TrainingRecord.objects.exists()
