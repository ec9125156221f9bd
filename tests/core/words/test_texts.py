"""Texts are clean where they come in: in every form, in every column, in every file that goes out."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ostu_qualification.core.papers.order import Appendix, OrderBody, OrderText
from ostu_qualification.core.papers.order_docx import order_docx
from ostu_qualification.core.records import fields
from ostu_qualification.core.sheets.excel import excel
from ostu_qualification.core.words.inputs import CharField, EmailField, TextFilter
from ostu_qualification.core.words.texts import clean_text
from staff.models import Organisation, Person, Unit
from staff.people.queries import search_people
from tests.factories import PersonFactory, TrainingRecordFactory

ROOT = Path(settings.BASE_DIR)
APPS = ["ostu_qualification", "staff", "courses", "enrollment", "certificates", "finance"]


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("Асанова\u200b", "Асанова"),
        ("Ай\u00adнура", "Айнура"),
        ("Каи\u0306ырова", "Кайырова"),
        ("Тест\x02ов\x00", "Тестов"),
        ("Курс\x0bWord", "Курс Word"),
        ("Асанова\xa0\u202fАйгүл", "Асанова Айгүл"),
        ("\ufeff№\u20075", "№ 5"),
        ("а\tб\r\nв", "а б в"),
        ("\ud800а\ufffe\uf0b7\u3164\ufe0f", "а"),
        ("«Чет тилдер» – 1-курс, ½ ставка", "«Чет тилдер» – 1-курс, ½ ставка"),
    ],
)
def test_what_nobody_sees_is_taken_out(written, clean):
    assert clean_text(written) == clean


@pytest.mark.parametrize("written", ["а\nб", "а\r\nб", "а\x0bб", "а\u2028б", "а\rб"])
def test_lines_stay_where_there_may_be_several(written):
    assert clean_text(written, keeps_lines=True) == "а\nб"


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("Токтосунoв", "Токтосунов"),
        ("acaнова", "асанова"),
        ("ɵмүров", "өмүров"),
        ("СOVID-19", "COVID-19"),
        ("rаkhat@example.org", "rakhat@example.org"),
        ("IТ", "IT"),
    ],
)
def test_a_word_in_two_alphabets_is_mended_where_only_one_can_be_meant(written, clean):
    assert clean_text(written) == clean


@pytest.mark.parametrize(
    "written", ["MAPАТ", "AutoCADды", "ECTSке", "3D-моделдөө", "IT-технологиялар", "Capa", "Гүлзат"]
)
def test_a_word_that_may_be_meant_either_way_stays_for_a_question(written):
    assert clean_text(written) == written


@given(st.text(max_size=60), st.booleans())
def test_a_clean_text_is_printable_composed_and_stays_so(written, keeps_lines):
    clean = clean_text(written, keeps_lines=keeps_lines)

    assert clean.replace("\n", "").replace("\t", "").isprintable()
    assert unicodedata.is_normalized("NFC", clean)
    assert clean_text(clean, keeps_lines=keeps_lines) == clean


class TextsForm(forms.Form):
    name = CharField(max_length=7)
    reason = CharField(widget=forms.Textarea)
    address = EmailField()


def test_a_form_cleans_before_it_counts_the_letters():
    form = TextsForm({"name": "Асанов\u200bа", "reason": "а\x0bб\x02", "address": " Aigul\u200b@Example.ORG"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": "Асанова", "reason": "а\nб", "address": "aigul@example.org"}


def test_a_text_of_invisible_letters_is_empty():
    assert TextsForm({"name": "\u200b\x00", "reason": "а", "address": "a@example.org"}).errors.keys() == {"name"}


def test_every_text_that_people_write_is_kept_in_a_clean_column():
    """Columns of codes, keys and what is reckoned are not written by people."""
    plain = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in APPS
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField) and field.editable and not field.choices
        if not isinstance(field, fields.CharField | fields.TextField | fields.EmailField) and field.name != "password"
    ]

    assert plain == []


def test_every_form_and_filter_reads_clean_texts():
    """Django's own fields are for passwords alone: a password is what was typed, letter by letter."""
    wrong = []
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            text = re.sub(r"\n\s+password\w* = forms\.CharField\(", "", path.read_text())
            if re.search(r"(?<!clean_)forms\.(?:CharField|EmailField)\(|django_filters\.CharFilter\(", text):
                wrong.append(str(path.relative_to(ROOT)))

    assert wrong == []
    assert TextFilter.field_class is CharField


@pytest.mark.django_db
def test_a_column_cleans_what_is_saved_without_a_form():
    Person.objects.bulk_create([Person(family_name="Асанов\u200bа", given_name="А\x02", email="A@Example.org")])

    person = Person.objects.get(family_name="Асанова")
    assert (person.given_name, person.email) == ("А", "a@example.org")


@pytest.mark.django_db
def test_a_form_of_a_record_cleans_too(log_in):
    hr = PersonFactory(roles=["hr_officer"])
    data = {"family_name": "Тест\x02ов\u200b", "given_name": "Aзамат", "language": "ky", "email": "T@Example.org"}

    log_in(hr).post(reverse("add_person"), data)

    person = Person.objects.get(email="t@example.org")
    assert person.full_name == "Тестов Азамат"


@pytest.mark.django_db
@pytest.mark.parametrize("save", [lambda unit: unit.save(), lambda unit: Unit.objects.bulk_create([unit])])
def test_a_text_that_is_too_long_is_refused_in_words_by_every_database(save):
    with pytest.raises(ValidationError, match="250") as refused:
        save(Unit(kind="department", name_ky="А" * 251))

    assert list(refused.value.message_dict) == ["name_ky"]


@pytest.mark.django_db
def test_a_change_of_many_rows_keeps_the_limit_too():
    organisation = Organisation.objects.create(kind="other", name_ky="Уюм")

    with pytest.raises(ValidationError, match="100"):
        Organisation.objects.filter(pk=organisation.pk).update(city="О" * 101)


@pytest.mark.django_db
def test_a_training_pasted_from_word_breaks_no_export(log_in, cholpon):
    TrainingRecordFactory(title="Курс\x0bWord", provider="ОшМУ\x01")

    sheet = load_workbook(io.BytesIO(log_in(cholpon).get(reverse("training_list") + "?format=xlsx").content)).active

    assert "Курс\nWord" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_what_was_kept_before_it_was_cleaned_breaks_neither_excel_nor_word():
    people = Appendix("Тизме\x1f", "тизме", ["№"], [["Асан\x02ова"]])
    body = OrderBody("ky", "Тест\x02ов", "б\x0b", ["в\x00"], "г", [people])
    word = order_docx(OrderText([body], "Ректор"))
    sheet = load_workbook(io.BytesIO(excel("Тизме\x02", ["Аты"], [["Асан\x02ова"]]))).active

    assert sheet["A1"].value == "Тизме"
    assert sheet["B4"].value == "Асанова"
    assert Document(io.BytesIO(word)).tables[-1].cell(1, 0).text == "Асанова"


@pytest.mark.django_db
@pytest.mark.parametrize("mark", ["%02", "%E2%80%8B", "%ED%A0%80"])
@pytest.mark.parametrize("name", ["person_list", "unit_list", "organisation_list", "training_list", "programme_list"])
def test_search_words_with_control_characters_find_what_is_meant(log_in, cholpon, name, mark):
    assert log_in(cholpon).get(f"{reverse(name)}?q=Ас{mark}анова").status_code == 200


@pytest.mark.django_db
def test_search_finds_names_with_letters_of_the_other_alphabet():
    PersonFactory(family_name="Токтосунов", given_name="Сара")

    for written in ("Токтосунoв", "toктocуhob", "Ток\u00adтосунов", "Capa"):
        assert search_people(Person.objects.all(), written).exists(), written
