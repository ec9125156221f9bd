"""A person is chosen by two letters of the name or the unit, with JavaScript and without."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from staff.models import Person, UnitHead
from staff.people import choosing
from tests.factories import EmploymentFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Three people of two departments; one has left."""
    physics, law = UnitFactory(name_ky="Физика"), UnitFactory(name_ky="Укук таануу")
    made = [
        PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic=""),
        PersonFactory(family_name="Асанов", given_name="Бакыт", patronymic=""),
        PersonFactory(family_name="Жусупова", given_name="Чолпон", patronymic=""),
    ]
    for person, unit in zip(made, (physics, law, law), strict=True):
        EmploymentFactory(person=person, unit=unit)
    EmploymentFactory(person=made[2], unit=physics, basis="inner", left_on=dt.date(2020, 1, 1))
    return made


def names(found) -> list[str]:
    """Their given names."""
    return [person.given_name for person in found]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ас", ["Бакыт", "Айгүл"]),
        ("асан айг", ["Айгүл"]),
        ("айгул", ["Айгүл"]),
        ("укук", ["Бакыт", "Чолпон"]),
        ("ас укук", ["Бакыт"]),
        ("физика", ["Айгүл"]),
        ("а", []),
        ("", []),
        ("ъъъ", []),
    ],
)
def test_people_are_found_by_letters_of_name_and_unit(people, written, found):
    assert sorted(names(choosing.find(Person.objects.all(), written))) == sorted(found)


def test_no_more_are_found_than_can_be_looked_through():
    for _number in range(choosing.MOST + 5):
        PersonFactory(family_name="Асанов")

    assert len(choosing.find(Person.objects.all(), "асанов")) == choosing.MOST


@pytest.mark.parametrize("count", [1, 3])
def test_finding_takes_as_many_queries_however_many_fit(people, count, django_assert_num_queries):
    for _number in range(count):
        EmploymentFactory(person=PersonFactory(family_name="Асанов"))

    with django_assert_num_queries(2):
        choosing.with_units(choosing.find(Person.objects.all(), "асанов"))


def field(*, required=True):
    """A field that asks for anybody."""
    made = choosing.PersonField(pool="anybody", required=required)
    made.choose_from(Person.objects.all())
    return made


def test_letters_that_fit_one_person_are_that_person(people):
    assert field().clean(("", "айгүл")) == people[0]


def test_letters_that_fit_several_come_back_with_them_to_choose_from(people):
    asked = field()

    with pytest.raises(ValidationError):
        asked.clean(("", "асан"))

    assert set(asked.widget.found) == {people[0], people[1]}
    assert str(people[0].pk) in asked.widget.render("person", ("", "асан"))


def test_who_is_chosen_counts_whatever_the_letters_fit(people):
    asked = field()

    assert asked.clean((str(people[2].pk), "асан")) == people[2]
    assert people[2] in asked.widget.found


def test_nobody_outside_the_pool_is_chosen(people):
    asked = choosing.PersonField(pool="few")
    asked.choose_from(Person.objects.filter(pk=people[0].pk))

    for value in ((str(people[1].pk), ""), ("", "бакыт"), ("9" * 30, ""), ("x", "")):
        with pytest.raises(ValidationError):
            asked.clean(value)


@pytest.mark.parametrize("value", [("", ""), ("", "а"), None])
def test_nothing_is_refused_only_where_somebody_is_needed(people, value):
    with pytest.raises(ValidationError):
        field().clean(value)
    if value != ("", "а"):
        assert field(required=False).clean(value) is None


def test_the_form_reads_letters_and_choice_by_the_names_of_the_field(people):
    class AskForm(forms.Form):
        person = choosing.PersonField(pool="anybody")

    form = AskForm({"person": "", "person_written": "чолпон"})
    form.fields["person"].choose_from(Person.objects.all())

    assert form.is_valid()
    assert form.cleaned_data == {"person": people[2]}


@pytest.fixture
def hr():
    """Human Resources."""
    return PersonFactory(roles=["hr_officer"])


def test_whoever_appoints_a_head_finds_people_while_typing(people, hr, log_in):
    unit = people[0].employments.get().unit
    address = reverse("person_choices", args=["heads"])

    asked = {"q": "айг", "of": unit.pk, "name": "person"}
    page = log_in(hr).get(address, asked).content.decode()
    others = [log_in(people[1]).get(address, asked), log_in(hr).get(address, {**asked, "of": "7x"})]

    assert f'value="{people[0].pk}"' in page
    assert "Физика" in page
    assert all("<input" not in answer.content.decode() for answer in others)


def test_no_pool_no_people(people, hr, log_in):
    page = log_in(hr).get(reverse("person_choices", args=["everybody"]), {"q": "ас"}).content.decode()

    assert "<input" not in page


def test_a_head_is_appointed_by_letters_then_by_choice(people, hr, log_in):
    unit = people[1].employments.get().unit
    client, address = log_in(hr), reverse("appoint_head", args=[unit.pk])
    facts = {"since": "01.09.2026", "until": ""}

    several = client.post(address, {**facts, "person_written": "укук"})
    one = client.post(address, {**facts, "person_written": "укук", "person": people[2].pk})

    assert several.status_code == 422
    assert all(f'value="{person.pk}"' in several.content.decode() for person in people[1:])
    assert one.status_code == 302
    assert UnitHead.objects.get(unit=unit).person == people[2]


def test_a_head_is_appointed_by_letters_that_fit_one(people, hr, log_in):
    unit = people[1].employments.get().unit

    log_in(hr).post(reverse("appoint_head", args=[unit.pk]), {"since": "01.09.2026", "person_written": "чолпон"})

    assert UnitHead.objects.get(unit=unit).person == people[2]
