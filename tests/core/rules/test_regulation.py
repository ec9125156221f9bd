"""The Regulation as data: every clause of the original is there, in three languages, and cited as an office cites it."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation

from ostu_qualification.core.rules.regulation import CLAUSES, clause

# The clauses in the order of the original, which uses 3.3, 5.5 and 5.6 twice.
ORIGINAL = (
    "1.1 1.2 1.3 1.4 1.5 1.6 2 3.1 3.2 3.3 3.3b 3.4 4.1 4.2 4.3 4.4 4.5 5.1 5.2 5.3 5.4 5.5 5.6 5.5b 5.6b 5.7 "
    "6.1 6.2 6.3 6.4 7.1 7.2 7.3 7.4 7.5 7.5.1 7.5.2 7.5.3 7.6 7.7 7.8"
)
EVERY_TEXT = [
    pytest.param(text, language, id=f"{number}-{language}")
    for number, found in CLAUSES.items()
    for language, text in (("ky", found.ky), ("ru", found.ru), ("en", found.en))
]
KYRGYZ_LETTERS = re.compile(r"[а-яёңөү]+", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]+")


def test_clauses_are_those_of_the_original_in_its_order():
    assert " ".join(CLAUSES) == ORIGINAL


@pytest.mark.parametrize(("text", "language"), EVERY_TEXT)
def test_text_is_whole_and_short(text, language):
    assert text == text.strip()
    assert text.endswith(".")
    assert "  " not in text
    assert 20 < len(text) < 420
    assert len(re.findall(r"[.;](?: |$)", re.sub(r"\b(?:др|etc)\.", "", text))) <= 3


@pytest.mark.parametrize(("text", "language"), [each for each in EVERY_TEXT if each.values[1] != "en"])
def test_text_has_no_latin_letter_in_a_cyrillic_word(text, language):
    odd = [word for word in WORDS.findall(text) if word != "IT" and not KYRGYZ_LETTERS.fullmatch(word)]

    assert odd == []


@pytest.mark.parametrize("number", CLAUSES)
def test_text_says_something_different_in_each_language(number):
    found = CLAUSES[number]

    assert len({found.ky, found.ru, found.en}) == 3
    assert not set("ңөүҢӨҮ") & set(found.ru)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1.3", ["үч жылда бир жолу", "ыктыярдуу", "сунушталат", "милдеттүү", "илимий даражасы"]),
        ("1.6", ["усулдук кеңеш", "уруксат берилгенден кийин гана"]),
        ("4.3", ["16 сааттан 72 саатка чейин", "72ден 100 саатка чейин", "100 сааттан жогору", "72 сааттан кем эмес"]),
        ("5.4", ["«Кошумча билим берүү»", "«Катышуучу»", "онлайн арыз", "артыкчылык"]),
        ("5.7", ["экзамен, тест же эссе коргоо", "аттестация жана экзамен", "ректордун буйругунун негизинде"]),
        ("6.4", ["өтүнмө"]),
        ("7.3", ["прейскурант", "келишим", "толук ставкадагы", "пропорционалдуу төлөм"]),
        ("7.5.1", ["сый акы"]),
    ],
)
def test_kyrgyz_text_uses_the_words_of_the_original(number, words):
    text = clause(number).ky.lower()

    assert [word for word in words if word.lower() not in text] == []


@pytest.mark.parametrize(
    ("language", "field"), [("ky", "ky"), ("ru", "ru"), ("en", "en"), ("en-gb", "en"), ("de", "ky"), (None, "ky")]
)
def test_text_is_that_of_the_page_and_else_the_original(language, field):
    found = clause("5.4")

    with translation.override(language):
        text = found.text

    assert text == getattr(found, field)


@pytest.mark.parametrize(
    ("number", "language", "label"),
    [
        ("5.4", "ky", "Жобонун 5.4-пункту"),
        ("5.4", "ru", "пункт 5.4 Положения"),
        ("5.4", "en", "clause 5.4 of the Regulation"),
        ("7.5.3", "ky", "Жобонун 7.5.3-пункту"),
        ("5.5b", "ky", "Жобонун экинчи 5.5-пункту"),
        ("5.5b", "ru", "второй пункт 5.5 Положения"),
        ("5.5b", "en", "the second clause 5.5 of the Regulation"),
        ("2", "ky", "Жобонун 2-бөлүмү"),
        ("2", "ru", "раздел 2 Положения"),
        ("2", "en", "section 2 of the Regulation"),
    ],
)
def test_label_is_how_an_office_cites(number, language, label):
    with translation.override(language):
        assert clause(number).label == label


@pytest.mark.parametrize(
    ("number", "offered", "withheld"), [("5.8", "5.6b", "4.1"), ("7.5.4", "7.5.3", "1.3"), ("9.9", "1.3", "9.1")]
)
def test_unknown_clause_names_those_near_it(number, offered, withheld):
    with pytest.raises(KeyError) as refused:
        clause(number)

    message = refused.value.args[0]
    assert f"'{number}'" in message
    assert offered in message
    assert withheld not in message.replace(number, "")


def test_page_shows_label_and_text_of_a_clause():
    page = Template("{% load components %}{% clause '4.4' %}").render(Context())

    assert "Жобонун 4.4-пункту" in page
    assert clause("4.4").ky in page
