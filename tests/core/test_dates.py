"""Dates in words: inflected by a table in Kyrgyz, a period of one day said once."""

import datetime as dt

import pytest

from ostu_qualification.core import dates

DAY = dt.date(2026, 10, 12)


@pytest.mark.parametrize(
    ("language", "text"), [("ky", "2026-жылдын 12-октябры"), ("ru", "12 октября 2026 г."), ("en", "12 October 2026")]
)
def test_long_date_in_three_languages(language, text):
    assert dates.long_date(DAY, language) == text


@pytest.mark.parametrize(
    ("month", "until"),
    [(1, "январына"), (3, "мартына"), (4, "апрелине"), (6, "июнуна"), (8, "августуна"), (12, "декабрына")],
)
def test_to_date_follows_the_vowels_of_the_month(month, until):
    assert dates.to_date(dt.date(2026, month, 5), "ky") == f"2026-жылдын 5-{until}"


@pytest.mark.parametrize(
    ("start", "end", "ky", "ru"),
    [
        (DAY, dt.date(2026, 10, 30), "2026-жылдын 12-октябрынан 30-октябрына чейин", "с 12 по 30 октября 2026 г."),
        (DAY, dt.date(2026, 11, 2), "2026-жылдын 12-октябрынан 2-ноябрына чейин", "с 12 октября по 2 ноября 2026 г."),
        (
            DAY,
            dt.date(2027, 1, 9),
            "2026-жылдын 12-октябрынан 2027-жылдын 9-январына чейин",
            "с 12 октября 2026 г. по 9 января 2027 г.",
        ),
        (DAY, DAY, "2026-жылдын 12-октябры", "12 октября 2026 г."),
    ],
)
def test_period_says_nothing_twice(start, end, ky, ru):
    assert dates.period(start, end, "ky") == ky
    assert dates.period(start, end, "ru") == ru


def test_table_and_short_dates():
    assert dates.table_date(DAY, "ky") == "12-октябрь, 2026-ж."
    assert dates.short_date(DAY) == "12.10.2026"


def test_academic_year_label():
    assert dates.academic_year_label(2026, "ky") == "2026-2027-окуу жылы"
    assert dates.academic_year_label(2026, "ru") == "2026–2027 учебный год"


FORMS = [
    (1, "январы", "январындагы", "январынан", "январына"),
    (2, "февралы", "февралындагы", "февралынан", "февралына"),
    (3, "марты", "мартындагы", "мартынан", "мартына"),
    (4, "апрели", "апрелиндеги", "апрелинен", "апрелине"),
    (5, "майы", "майындагы", "майынан", "майына"),
    (6, "июну", "июнундагы", "июнунан", "июнуна"),
    (7, "июлу", "июлундагы", "июлунан", "июлуна"),
    (8, "августу", "августундагы", "августунан", "августуна"),
    (9, "сентябры", "сентябрындагы", "сентябрынан", "сентябрына"),
    (10, "октябры", "октябрындагы", "октябрынан", "октябрына"),
    (11, "ноябры", "ноябрындагы", "ноябрынан", "ноябрына"),
    (12, "декабры", "декабрындагы", "декабрынан", "декабрына"),
]


@pytest.mark.parametrize(("month", "is_it", "attribute", "since", "until"), FORMS)
def test_every_month_in_its_four_forms(month, is_it, attribute, since, until):
    day = dt.date(2026, month, 5)

    forms = [form(day, "ky") for form in (dates.long_date, dates.attribute_date, dates.from_date, dates.to_date)]

    assert forms == [f"2026-жылдын 5-{word}" for word in (is_it, attribute, since, until)]
