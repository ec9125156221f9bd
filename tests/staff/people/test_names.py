"""Names as letters, forms and papers use them: greetings, Latin letters, personal numbers, phones."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from ostu_qualification.core.words.latin import in_latin
from staff.letters.writing import greeting
from staff.models import Person
from staff.people import pin
from tests.factories import PersonFactory


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Канышай Юлдашева", "Kanyshai Yuldasheva"),
        ("Бакыт Сыдыков", "Bakyt Sydykov"),
        ("Калысбек Кошмамат уулу", "Kalysbek Koshmamat uulu"),
        ("Гүлмира Базарбай кызы", "Gulmira Bazarbai kyzy"),
        ("Өмүрбек Жээнбеков", "Omurbek Zheenbekov"),
        ("Чыңгыз Цой", "Chyngyz Tsoi"),
        ("Ўткир Ҳожиев", "Otkir Hozhiev"),
        ("Игорь Щербаков", "Igor Shcherbakov"),
        ("John Smith", "John Smith"),
    ],
)
def test_a_name_in_latin_letters(name, latin):
    assert in_latin(name) == latin


@pytest.mark.parametrize(
    ("facts", "language", "words"),
    [
        ({}, "en", "Dear Bakyt Sydykov,"),
        ({"latin_name": "Bakyt Sydykoff"}, "en", "Dear Bakyt Sydykoff,"),
        ({"given_name": "Б.", "patronymic": "М."}, "ky", "Урматтуу Б. М. Сыдыков!"),
        ({"given_name": "Б.", "patronymic": "М."}, "ru", "Здравствуйте, Б. М. Сыдыков!"),
        ({"given_name": "Б.", "patronymic": ""}, "ky", "Урматтуу Б. Сыдыков!"),
        ({"given_name": "Б.М.", "patronymic": ""}, "ky", "Урматтуу Б.М. Сыдыков!"),
        ({}, "ky", "Урматтуу Бакыт Маматович!"),
        (
            {"family_name": "Кошмамат уулу", "given_name": "Калысбек", "patronymic": ""},
            "ky",
            "Урматтуу Калысбек мырза!",
        ),
    ],
)
def test_a_greeting_names_the_person_as_people_do(facts, language, words):
    known = {"family_name": "Сыдыков", "given_name": "Бакыт", "patronymic": "Маматович", "sex": "m"}

    assert greeting(Person(**{**known, **facts}), language) == words


@pytest.mark.django_db
def test_the_form_proposes_the_name_in_latin_letters(log_in):
    officer = PersonFactory(roles=["hr_officer"])
    person = PersonFactory(family_name="Юлдашева", given_name="Канышай", patronymic="Бакытовна")

    page = log_in(officer).get(reverse("edit_person", args=[person.pk])).content.decode()

    assert "Kanyshai Yuldasheva" in page


@pytest.mark.parametrize(
    ("written", "is_right"),
    [
        ("1 01012012 12345", False),  # fourteen
        ("1 26112011 12345", True),  # fifteen today
        ("1 27112011 12345", False),  # fifteen tomorrow
        ("2 01011900 12345", False),
        ("2 25111925 12345", False),  # a hundred and one
        ("2 27111925 12345", True),  # a hundred
        ("2 12051985 12345", True),
        ("2 31021985 12345", False),
        ("3 12051985 12345", False),
    ],
)
def test_a_personal_number_is_that_of_somebody_between_15_and_100(written, is_right):
    assert (pin.clean(written, dt.date(2026, 11, 26)) is not None) is is_right


@pytest.mark.django_db
def test_the_form_refuses_the_personal_number_of_a_child(log_in):
    officer = PersonFactory(roles=["hr_officer"])
    written = {"family_name": "Асанов", "given_name": "Эрмек", "pin": "20101202412345", "language": "ky"}

    with time_machine.travel(dt.datetime(2026, 11, 26, 6, tzinfo=dt.UTC)):
        page = log_in(officer).post(reverse("add_person"), written)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["pin"]


@pytest.mark.django_db
def test_phones_stand_in_groups_in_my_data(log_in):
    person = PersonFactory(phone="+996700123456")

    page = log_in(person).get(reverse("my_data")).content.decode()

    assert "+996 700 123 456" in page.replace("\xa0", " ")
    assert "+996700123456" not in page
