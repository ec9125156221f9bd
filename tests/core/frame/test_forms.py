"""Dates and phones are read as people type them; errors say how to mend them, in the page's language."""

import datetime as dt

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.words.inputs import DateField, PhoneField


class OneOfEachForm(forms.Form):
    name = forms.CharField(label="Аты", help_text="Толук <жазыңыз>")
    held_on = DateField(label="Күнү", required=False)
    mode = forms.ChoiceField(label="Тартиби", choices=[("a", "Өзүнчө"), ("b", "Аралыктан")], widget=forms.RadioSelect)
    agrees = forms.BooleanField(label="Макулмун", required=False)
    unit = forms.ChoiceField(label="Бөлүмү", choices=[("1", "Кафедра")], required=False)
    helper = helper()


def _rendered(form: forms.Form) -> str:
    template = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}")
    return str(template.render({"form": form}))


@pytest.mark.parametrize("written", ["05.10.2026", "5.10.26", "5.10.2026", "2026-10-05", " 05.10.2026 ", "5/10/2026"])
def test_date_field_reads_any_habit(written):
    assert DateField().clean(written) == dt.date(2026, 10, 5)


@pytest.mark.parametrize("written", ["31.02.2026", "05.13.2026", "жакында", "2026"])
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("ky", "Күндү КК.АА.ЖЖЖЖ түрүндө жазыңыз, мисалы 05.10.2026."),
        ("ru", "Введите дату в виде ДД.ММ.ГГГГ, например 05.10.2026."),
        ("en", "Enter the date as DD.MM.YYYY, for example 05.10.2026."),
    ],
)
def test_date_field_says_how_to_write_a_date(written, language, message):
    with translation.override(language), pytest.raises(forms.ValidationError) as refused:
        DateField().clean(written)

    with translation.override(language):
        assert refused.value.messages == [message]


@pytest.mark.parametrize("written", ["01.01.0001", "31.12.1949", "01.01.2101", "31.12.9999", "01.10.202"])
def test_date_field_refuses_days_that_are_a_slip_of_the_hand(written):
    with pytest.raises(forms.ValidationError):
        DateField().clean(written)


def test_date_field_says_which_days_it_takes():
    with translation.override("ky"), pytest.raises(forms.ValidationError) as refused:
        DateField(earliest=dt.date(2000, 1, 1), latest=lambda: dt.date(2026, 11, 26)).clean("27.11.2026")

    assert refused.value.messages == ["01.01.2000 – 26.11.2026 аралыгындагы күндү жазыңыз."]


@pytest.mark.parametrize("written", ["01.01.1950", "31.12.2100"])
def test_date_field_takes_its_first_and_last_day(written):
    assert DateField().clean(written)


@pytest.mark.parametrize("written", ["0772720582", "+996 (772) 72-05-82", "996772720582"])
def test_phone_field_reads_any_habit(written):
    assert PhoneField().clean(written) == "+996772720582"


def test_phone_field_may_be_empty():
    assert PhoneField(required=False).clean("") == ""


@pytest.mark.parametrize("written", ["12", "телефон", "0772 7205"])
def test_phone_field_says_how_to_write_a_phone(written):
    with pytest.raises(forms.ValidationError, match=r"\+996 700 123 456"):
        PhoneField().clean(written)


def test_form_puts_label_hint_error_and_control_in_this_order():
    page = _rendered(OneOfEachForm({}))

    places = [page.index(text) for text in (">Аты", "id_name_helptext", 'id="id_name_error"', 'name="name"')]
    assert places == sorted(places)
    assert "«Аты» талаасын толтуруңуз." in page


def test_form_ties_hint_and_error_to_the_control():
    page = _rendered(OneOfEachForm({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert page.count('aria-invalid="true"') >= 1


def test_form_escapes_hints():
    assert "Толук &lt;жазыңыз&gt;" in _rendered(OneOfEachForm())


def test_form_says_what_is_optional():
    page = _rendered(OneOfEachForm())

    assert page.count("(милдеттүү эмес)") == 2


def test_form_groups_choices_under_a_legend():
    page = _rendered(OneOfEachForm())

    assert "<legend" in page
    assert 'for="id_mode_0"' in page
    assert page.count('type="radio"') == 2


@pytest.mark.parametrize(
    ("field", "written", "message"),
    [
        (forms.EmailField(), "aty@", "Электрондук даректи текшериңиз, мисалы aty@example.kg."),
        (forms.IntegerField(), "он алты", "Бүтүн сан жазыңыз, мисалы 16."),
        (forms.IntegerField(max_value=5), "6", "5 же андан аз болушу керек."),
        (forms.CharField(max_length=3), "абвгд", "3 белгиден ашпасын (азыр 5). Кыскартып жазыңыз."),
        (forms.ChoiceField(choices=[("a", "a")]), "b", "Тизмеден тандаңыз: «b» тизмеде жок."),
        (forms.DecimalField(max_digits=6, decimal_places=2), "1,234", "Үтүрдөн кийин 2 цифрадан ашпасын."),
        (forms.FileField(), None, "Бул талааны толтуруңуз."),
    ],
)
def test_djangos_own_messages_are_said_as_the_office_would(field, written, message):
    field.localize = True

    with pytest.raises(forms.ValidationError) as refused:
        field.clean(written)

    assert refused.value.messages == [message]
