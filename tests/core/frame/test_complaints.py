"""Errors are said in the field's own words, once beside it and once in the summary, without saying its name twice."""

import pytest
from django import forms
from django.template.loader import render_to_string

from ostu_qualification.core.frame.complaints import complaints_about, complaints_of


class OrderForm(forms.Form):
    number = forms.CharField(label="номери")
    opinion = forms.ChoiceField(label="пикири", choices=[("yes", "Ооба")])
    scan = forms.FileField(label="скан")
    hours = forms.IntegerField(label="саат", max_value=5, required=False)
    why = forms.CharField(label="негизи", error_messages={"required": "Негизин жазыңыз."})


def said(form: forms.Form, name: str) -> tuple[str, str]:
    (found,) = complaints_about(form[name])
    return found.beside, found.on_top


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("number", "«Номери» талаасын толтуруңуз."),
        ("opinion", "Жообун тандаңыз: «Пикири»."),
        ("scan", "Файлды тиркеңиз: «Скан»."),
        ("why", "Негизин жазыңыз."),
    ],
)
def test_a_field_left_empty_is_named_once(name, words):
    assert said(OrderForm({}), name) == (words, words)


def test_an_error_of_a_kind_of_field_is_told_apart_in_the_summary():
    assert said(OrderForm({"hours": "6"}), "hours") == (
        "5 же андан аз болушу керек.",
        "Саат: 5 же андан аз болушу керек.",
    )


def test_what_a_form_says_itself_stands_as_it_is():
    form = OrderForm({"number": "1"})
    form.add_error("number", "Мындай буйрук бар.")

    assert said(form, "number") == ("Мындай буйрук бар.", "Мындай буйрук бар.")


def test_the_summary_has_all_errors_in_the_order_of_the_page():
    form = OrderForm({})

    assert [bound.name for bound, _ in complaints_of(form)] == ["number", "opinion", "scan", "why"]
    page = render_to_string("components/error_summary.html", {"form": form})
    assert '<a href="#id_scan">Файлды тиркеңиз: «Скан».</a>' in page
