"""Dates in words: inflected by a table in Kyrgyz, a period of one day said once."""

import datetime as dt

import pytest
from django.template import Context, Template

from ostu_qualification.core.words import dates

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


def test_a_period_within_one_month_one_year_or_two():
    day, same_month, same_year, next_year = DAY, dt.date(2026, 10, 30), dt.date(2026, 11, 2), dt.date(2027, 1, 9)

    english = [dates.when(day, end, "en") for end in (day, same_month, same_year, next_year)]

    assert english == [
        "on 12 October 2026",
        "from 12 to 30 October 2026",
        "from 12 October to 2 November 2026",
        "from 12 October 2026 to 9 January 2027",
    ]


@pytest.mark.parametrize(
    ("language", "text"), [("ky", "20__-жылдын «__» ____________"), ("ru", "«__» ____________ 20__ г.")]
)
def test_a_day_to_be_written_by_hand_stands_where_the_language_has_it(language, text):
    assert dates.blank_date(language) == text


FORMS = [
    (1, "январы", "январындагы", "январынан", "январына", "январында", "января"),
    (2, "февралы", "февралындагы", "февралынан", "февралына", "февралында", "февраля"),
    (3, "марты", "мартындагы", "мартынан", "мартына", "мартында", "марта"),
    (4, "апрели", "апрелиндеги", "апрелинен", "апрелине", "апрелинде", "апреля"),
    (5, "майы", "майындагы", "майынан", "майына", "майында", "мая"),
    (6, "июну", "июнундагы", "июнунан", "июнуна", "июнунда", "июня"),
    (7, "июлу", "июлундагы", "июлунан", "июлуна", "июлунда", "июля"),
    (8, "августу", "августундагы", "августунан", "августуна", "августунда", "августа"),
    (9, "сентябры", "сентябрындагы", "сентябрынан", "сентябрына", "сентябрында", "сентября"),
    (10, "октябры", "октябрындагы", "октябрынан", "октябрына", "октябрында", "октября"),
    (11, "ноябры", "ноябрындагы", "ноябрынан", "ноябрына", "ноябрында", "ноября"),
    (12, "декабры", "декабрындагы", "декабрынан", "декабрына", "декабрында", "декабря"),
]


CASES = (dates.long_date, dates.attribute_date, dates.from_date, dates.to_date, dates.on_date)


@pytest.mark.parametrize(("month", "is_it", "attribute", "since", "until", "on_it", "russian"), FORMS)
def test_every_month_in_its_five_forms(month, is_it, attribute, since, until, on_it, russian):
    day = dt.date(2026, month, 5)

    assert [form(day, "ky") for form in CASES] == [
        f"2026-жылдын 5-{word}" for word in (is_it, attribute, since, until, on_it)
    ]
    assert {form(day, "ru") for form in CASES} == {f"5 {russian} 2026 г."}


@pytest.mark.parametrize(("month", "is_it", "attribute", "since", "until", "on_it", "russian"), FORMS)
def test_one_day_is_said_as_a_day_in_every_month(month, is_it, attribute, since, until, on_it, russian):
    day = dt.date(2026, month, 26)

    assert dates.when(day, day, "ky") == f"2026-жылдын 26-{on_it}"
    assert dates.when(day, day, "ru") == dates.period(day, day, "ru") == f"26 {russian} 2026 г."
    assert dates.period(day, day, "ky") == f"2026-жылдын 26-{is_it}"


@pytest.mark.parametrize(("month", "is_it", "attribute", "since", "until", "on_it", "russian"), FORMS)
def test_a_period_of_days_in_every_month(month, is_it, attribute, since, until, on_it, russian):
    first, last = dt.date(2026, month, 5), dt.date(2026, month, 26)

    assert dates.when(first, last, "ky") == f"2026-жылдын 5-{since} 26-{until} чейин"
    assert dates.when(first, last, "ru") == f"с 5 по 26 {russian} 2026 г."


IN_THE_NIGHT = [dt.datetime(2026, 11, 25, 18, 30, tzinfo=dt.UTC), dt.datetime(2026, 11, 25, 23, 10, tzinfo=dt.UTC)]


@pytest.mark.parametrize("moment", IN_THE_NIGHT, ids=["00:30", "05:10"])
def test_a_moment_is_written_as_the_day_in_osh(moment):
    assert dates.short_date(moment) == "26.11.2026"
    assert dates.long_date(moment, "ky") == "2026-жылдын 26-ноябры"
    assert dates.to_date(moment, "ky") == "2026-жылдын 26-ноябрына"
    assert dates.long_date(moment, "ru") == "26 ноября 2026 г."
    assert dates.table_date(moment, "ky") == "26-ноябрь, 2026-ж."
    assert dates.period(moment, moment, "en") == "26 November 2026"


@pytest.mark.parametrize("moment", IN_THE_NIGHT, ids=["00:30", "05:10"])
def test_a_page_shows_a_moment_as_the_day_in_osh(moment):
    page = Template("{% load dates %}{{ moment|short_date }} {{ moment|long_date }}")

    assert page.render(Context({"moment": moment})) == "26.11.2026 2026-жылдын 26-ноябры"


@pytest.mark.parametrize(
    ("first", "last", "ky", "ru", "en"),
    [
        ("2015-09-01", "2026-11-26", "11 жыл 2 ай", "11 лет 2 месяца", "11 years 2 months"),
        ("2026-11-26", "2029-01-26", "2 жыл 2 ай", "2 года 2 месяца", "2 years 2 months"),
        ("2026-11-26", "2028-11-26", "2 жыл", "2 года", "2 years"),
        ("2026-11-26", "2027-12-26", "1 жыл 1 ай", "1 год 1 месяц", "1 year 1 month"),
        ("2026-11-26", "2027-12-25", "12 ай", "12 месяцев", "12 months"),
        ("2026-11-26", "2027-01-25", "1 ай", "1 месяц", "1 month"),
        ("2026-11-26", "2026-12-25", "29 күн", "29 дней", "29 days"),
        ("2026-11-26", "2026-12-17", "21 күн", "21 день", "21 days"),
        ("2026-11-26", "2026-11-27", "1 күн", "1 день", "1 day"),
        ("2026-11-26", "2026-12-07", "11 күн", "11 дней", "11 days"),
        ("2005-11-26", "2026-11-26", "21 жыл", "21 год", "21 years"),
        ("2027-01-31", "2027-02-28", "1 ай", "1 месяц", "1 month"),
    ],
)
def test_a_span_is_said_in_years_and_months(first, last, ky, ru, en):
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)

    assert [dates.span(*days, language) for language in ("ky", "ru", "en")] == [ky, ru, en]
