"""Dates in words, as the offices of three languages write them. Kyrgyz legal dates are inflected: a table, not a rule.

The language is "ky", "ru" or "en". A moment is written as the day on the wall in Osh.
"""

import datetime as dt
import re

from django.utils.timezone import is_aware, localdate

from .calendar import months_between

KY_MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
_KY = {  # it is …-жылдын N-, attribute of an act, from, to … чейин, on that day
    1: ("январы", "январындагы", "январынан", "январына", "январында"),
    2: ("февралы", "февралындагы", "февралынан", "февралына", "февралында"),
    3: ("марты", "мартындагы", "мартынан", "мартына", "мартында"),
    4: ("апрели", "апрелиндеги", "апрелинен", "апрелине", "апрелинде"),
    5: ("майы", "майындагы", "майынан", "майына", "майында"),
    6: ("июну", "июнундагы", "июнунан", "июнуна", "июнунда"),
    7: ("июлу", "июлундагы", "июлунан", "июлуна", "июлунда"),
    8: ("августу", "августундагы", "августунан", "августуна", "августунда"),
    9: ("сентябры", "сентябрындагы", "сентябрынан", "сентябрына", "сентябрында"),
    10: ("октябры", "октябрындагы", "октябрынан", "октябрына", "октябрында"),
    11: ("ноябры", "ноябрындагы", "ноябрынан", "ноябрына", "ноябрында"),
    12: ("декабры", "декабрындагы", "декабрынан", "декабрына", "декабрында"),
}
_RU = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_of(when: dt.date) -> dt.date:
    """The local day of a moment; a day is itself. Of a moment between midnight and six the day in UTC is the one before."""
    if isinstance(when, dt.datetime):
        return localdate(when) if is_aware(when) else when.date()
    return when


def _ky(day: dt.date, case: int) -> str:
    day = day_of(day)
    return f"{day.year}-жылдын {day.day}-{_KY[day.month][case]}"


def _plain(day: dt.date, language: str) -> str:
    day = day_of(day)
    if language == "ru":
        return f"{day.day} {_RU[day.month - 1]} {day.year} г."
    return f"{day.day} {_EN[day.month - 1]} {day.year}"


def long_date(day: dt.date, language: str) -> str:
    """«2026-жылдын 22-ноябры», «22 ноября 2026 г.», "22 November 2026"."""
    return _ky(day, 0) if language == "ky" else _plain(day, language)


def attribute_date(day: dt.date, language: str) -> str:
    """The date of an act before its number: «2026-жылдын 12-октябрындагы»; as the long date in other languages."""
    return _ky(day, 1) if language == "ky" else _plain(day, language)


def from_date(day: dt.date, language: str) -> str:
    """From a day on: «2026-жылдын 12-октябрынан»; as the long date in other languages."""
    return _ky(day, 2) if language == "ky" else _plain(day, language)


def to_date(day: dt.date, language: str) -> str:
    """Until a day, before «чейин»: «2026-жылдын 30-октябрына»; as the long date in other languages."""
    return _ky(day, 3) if language == "ky" else _plain(day, language)


def on_date(day: dt.date, language: str) -> str:
    """On a day: «2026-жылдын 26-ноябрында», «26 ноября 2026 г.», "on 26 November 2026"."""
    if language == "ky":
        return _ky(day, 4)
    return _plain(day, language) if language == "ru" else f"on {_plain(day, language)}"


def when(start: dt.date, end: dt.date, language: str) -> str:
    """When something took place, within a sentence: a period, or «2026-жылдын 26-ноябрында» where it took one day."""
    return on_date(start, language) if start == end else period(start, end, language)


def period(start: dt.date, end: dt.date, language: str) -> str:
    """A period: «2026-жылдын 12-октябрынан 30-октябрына чейин», «с 12 по 30 октября 2026 г.»; of one day, that day.

    It stands after a label or in brackets; within a sentence `when` inflects the one day too.
    """
    start, end = day_of(start), day_of(end)
    if start == end:
        return long_date(start, language)
    if language == "ky":
        until = to_date(end, "ky") if start.year != end.year else f"{end.day}-{_KY[end.month][3]}"
        return f"{from_date(start, 'ky')} {until} чейин"
    same_year, same_month = start.year == end.year, (start.year, start.month) == (end.year, end.month)
    months = _RU if language == "ru" else _EN
    if same_month:
        first = str(start.day)
    elif same_year:
        first = f"{start.day} {months[start.month - 1]}"
    else:
        first = _plain(start, language)
    if language == "ru":
        return f"с {first} по {_plain(end, 'ru')}"
    return f"from {first} to {_plain(end, 'en')}"


_SPANS = {  # one, two to four, more
    "ky": {"year": ("жыл",) * 3, "month": ("ай",) * 3, "day": ("күн",) * 3},
    "ru": {"year": ("год", "года", "лет"), "month": ("месяц", "месяца", "месяцев"), "day": ("день", "дня", "дней")},
    "en": {"year": ("year", "years", "years"), "month": ("month", "months", "months"), "day": ("day", "days", "days")},
}


def _counted(number: int, unit: str, language: str) -> str:
    """A number with its noun: «21 день», «22 дня», «25 дней»; in English only one is one."""
    one, few, many = _SPANS[language][unit]
    last, teens = number % 10, number % 100 in (11, 12, 13, 14)
    if language == "en":
        return f"{number} {one if number == 1 else many}"
    if last == 1 and not teens:
        return f"{number} {one}"
    return f"{number} {few if last in (2, 3, 4) and not teens else many}"


def span(first: dt.date, last: dt.date, language: str) -> str:
    """How long it is from one day to a later one, as people say it: «11 жыл 2 ай», «12 ай», «20 күн», never «4104 күн».

    Up to a month in days, up to a year in months, then in years and months.
    """
    months = months_between(first, last)
    if not months:
        return _counted(max((last - first).days, 0), "day", language)
    if months <= 12:
        return _counted(months, "month", language)
    years, months = divmod(months, 12)
    parts = [_counted(years, "year", language)] + ([_counted(months, "month", language)] if months else [])
    return " ".join(parts)


def blank_date(language: str) -> str:
    """Room for a day that somebody else will write: «20__-жылдын «__» ____________»."""
    return {"ky": "20__-жылдын «__» ____________", "ru": "«__» ____________ 20__ г."}.get(
        language, "____ ____________ 20__"
    )


def one_full_stop(text: str) -> str:
    """A sentence that ends with a Russian date or an abbreviation has one full stop: «до 26 декабря 2026 г.»."""
    return re.sub(r"(?<=\b[гчлж])\.\.(?!\.)|(?<=\bчел)\.\.(?!\.)", ".", text)


def table_date(day: dt.date, language: str) -> str:
    """For pages and tables: «22-ноябрь, 2026-ж.»; the long date in other languages."""
    day = day_of(day)
    return f"{day.day}-{KY_MONTHS[day.month - 1]}, {day.year}-ж." if language == "ky" else _plain(day, language)


def short_date(day: dt.date) -> str:
    """22.11.2026, in every language."""
    return f"{day_of(day):%d.%m.%Y}"


def academic_year_label(start_year: int, language: str) -> str:
    """«2026-2027-окуу жылы», «2026–2027 учебный год», "academic year 2026–2027"."""
    if language == "ky":
        return f"{start_year}-{start_year + 1}-окуу жылы"
    if language == "ru":
        return f"{start_year}–{start_year + 1} учебный год"
    return f"academic year {start_year}–{start_year + 1}"
