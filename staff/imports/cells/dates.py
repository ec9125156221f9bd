"""Days as they are written in staff lists: twelve habits, one meaning, or a doubt with the likely days."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from .months import MONTH, month_of
from .records import NOTHING, Understood, as_text


class Span(NamedTuple):
    """The days that a text can mean, both included: one day, a month or a year."""

    first: dt.date
    last: dt.date

    @property
    def is_day(self) -> bool:
        """Whether the text names one day."""
        return self.first == self.last

    @property
    def month_or_year(self) -> str:
        """The year («2026») or month («2026-03») that the text names instead of a day; else empty."""
        if self.is_day:
            return ""
        return f"{self.first.year}" if self.first.month != self.last.month else f"{self.first:%Y-%m}"


YEAR_MARK = r"[\s-]*(?:жж?|жыл[а-яёөүң]*|гг?|год[а-я]*)\b\.?(?:\s?[рт]\b\.?)?"
_MARK = rf"(?:{YEAR_MARK})?"
_PLAIN = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})|(\d{4})-(\d\d)-(\d\d)")
_NUMBERS = re.compile(rf"(\d{{1,4}})\s*([.\-/,]|\s)\s*(\d{{1,2}})\s*[.\-/,\s]\s*(\d{{1,4}}){_MARK}")
_YEAR_THEN_NUMBERS = re.compile(rf"(\d{{4}}){_MARK}[\s,]+(\d{{1,2}})\.(\d{{1,2}})")
_MONTH_AND_YEAR = re.compile(rf"(\d{{1,2}})\s*[.\-/]\s*(\d{{4}}){_MARK}")
_YEAR = re.compile(rf"(\d{{4}}){_MARK}")
_DAY_IN_WORDS = re.compile(rf"(\d{{1,2}})[\s.-]*({MONTH})[\s,.-]*(\d{{4}}){_MARK}")
_YEAR_THEN_DAY = re.compile(rf"(\d{{4}}){_MARK}[\s,]*(\d{{1,2}})[\s.-]*({MONTH})")
_MONTH_IN_WORDS = re.compile(rf"({MONTH})[\s,.-]*(\d{{4}}){_MARK}")
_YEAR_THEN_MONTH = re.compile(rf"(\d{{4}}){_MARK}[\s,]*({MONTH})")
_DAY_INSIDE = re.compile(r"(?<!\d)(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d)(?!\d)")
_ABOUT_HIRING = re.compile(
    r"(?:№|\bn)\s*[\w/-]+|\b(?:буйру[кг]\w*|приказ\w*|пр|от|с|со|г|гг|ж|жж|жыл(?:дан|дын|ы)?|года?|дан|ден|тан|тен|баштап|бери"
    r"|күнү|күнүнөн|ошту(?:да)?|ишке|кирген|алынган|кабыл|иштейт|принята?|работает|туулган|рожд\w*|р|т)\b"
)
_YEAR_INSIDE = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,/]*\d)")
_TIME = re.compile(r"[ t]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$")
_QUOTES = str.maketrans("", "", '«»"“”')
_NO_DAY = {"", "-", "–", "—", "?", "жок", "нет", "белгисиз"}
_SERIALS = range(10_000, 70_000)
_EPOCH = dt.date(1899, 12, 30)


def read_span(cell: Any, today: dt.date) -> Understood:
    """The day, month or year that a cell names, as a Span. An impossible day comes with the days that may be meant."""
    if isinstance(cell, str):
        plain = _PLAIN.fullmatch(cell)
        if plain:
            day, month, year, iso_year, iso_month, iso_day = plain.groups()
            return _day(int(year or iso_year), int(month or iso_month), int(day or iso_day))
        return _read_text(_TIME.sub("", as_text(cell).casefold().translate(_QUOTES)).strip(" .,"), today)
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return Understood(Span(cell, cell))
    if isinstance(cell, (int, float)) and float(cell).is_integer():
        return _read_text(str(int(cell)), today)
    return Understood(doubt="date_impossible") if as_text(cell) else NOTHING


def _read_text(text: str, today: dt.date) -> Understood:
    if text in _NO_DAY:
        return NOTHING
    if found := _YEAR.fullmatch(text):
        return _year(int(found[1]))
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        day = _EPOCH + dt.timedelta(int(text))
        return Understood(Span(day, day), "date_serial", f"{day:%d.%m.%Y}")
    if found := _YEAR_THEN_NUMBERS.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[2]))
    if found := _NUMBERS.fullmatch(text):
        return _from_numbers(found[1], found[3], found[4], found[2], today)
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := _DAY_IN_WORDS.fullmatch(text):
        return _day(int(found[3]), month_of(found[2]), int(found[1]))
    if found := _YEAR_THEN_DAY.fullmatch(text):
        return _day(int(found[1]), month_of(found[3]), int(found[2]))
    if found := _MONTH_IN_WORDS.fullmatch(text):
        return _month(int(found[2]), month_of(found[1]))
    if found := _YEAR_THEN_MONTH.fullmatch(text):
        return _month(int(found[1]), month_of(found[2]))
    return _from_sentence(text, today)


def _from_sentence(text: str, today: dt.date) -> Understood:
    """The only day, or the only year, among words that go with a day: «01.09.2014, буйрук № 45». Other words are asked about."""
    inside = list(_DAY_INSIDE.finditer(text)) or list(_YEAR_INSIDE.finditer(text))
    if len(inside) != 1:
        return Understood(doubt="date_impossible")
    got = _read_text(inside[0][0], today)
    around = _ABOUT_HIRING.sub(" ", text[: inside[0].start()] + " " + text[inside[0].end() :])
    if got.value is None or got.doubt:
        return got
    if any(map(str.isalnum, around)):
        return Understood(doubt="date_impossible", proposals=({"day": got.value.first.isoformat()},))
    return got if got.note == "year_only" else got._replace(note="date_in_words", shown=_shown(got))


def _from_numbers(first: str, second: str, third: str, mark: str, today: dt.date) -> Understood:
    if len(first) >= 3:
        return _day(int(first), int(second), int(third)) if len(third) <= 2 else Understood(doubt="date_impossible")
    day, month, year = int(first), int(second), int(third)
    if not (day and month) or len(third) in (1, 3):
        return Understood(doubt="date_impossible")
    has_short_year = len(third) == 2
    if has_short_year:
        year += 1900 if year > today.year % 100 + 1 else 2000
    if mark == "/" and day <= 12 and month <= 12 and day != month and 1000 <= year <= 2999:
        proposals = [_iso(year, month, day), _iso(year, day, month)]
        return Understood(doubt="date_ambiguous", proposals=tuple({"day": each} for each in proposals))
    if mark == "/" and month > 12 >= day:
        got = _day(year, day, month)
        return got._replace(note="date_month_first", shown=_shown(got)) if got.value else got
    got = _day(year, month, day)
    return got._replace(note="date_short_year", shown=_shown(got)) if has_short_year and got.value else got


_WITH_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)")


def order_of(cells: Iterable[Any]) -> str:
    """Which of «day» and «month» comes first in the days with slashes of a column; empty when they do not tell."""
    pairs = [
        found.groups() for cell in cells if isinstance(cell, str) and (found := _WITH_SLASHES.fullmatch(cell.strip()))
    ]
    has_day_first = any(int(first) > 12 for first, _second in pairs)
    has_month_first = any(int(second) > 12 for _first, second in pairs)
    return "" if has_day_first == has_month_first else "day" if has_day_first else "month"


def _iso(year: int, month: int, day: int) -> str:
    return dt.date(year, month, day).isoformat()


def _shown(got: Understood) -> str:
    return f"{got.value.first:%d.%m.%Y}"


def _day(year: int, month: int, day: int) -> Understood:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return Understood(doubt="date_impossible", proposals=tuple({"day": each} for each in _mended(year, month, day)))
    return Understood(Span(found, found))


def _mended(year: int, month: int, day: int) -> list[str]:
    """Days that an impossible one may mean: day and month exchanged, the month's last day, the days after it."""
    if not 1000 <= year <= 2999:
        return []
    if month > 12 >= day >= 1 and month <= calendar.monthrange(year, day)[1]:
        return [_iso(year, day, month)]
    if 1 <= month <= 12 and 28 <= day <= 31:
        last = calendar.monthrange(year, month)[1]
        following = dt.date(year, month, last) + dt.timedelta(day - last)
        return [_iso(year, month, last), following.isoformat()]
    return []


def _month(year: int, month: int) -> Understood:
    if not (1 <= month <= 12 and 1000 <= year <= 2999):
        return Understood(doubt="date_impossible")
    last = calendar.monthrange(year, month)[1]
    return Understood(Span(dt.date(year, month, 1), dt.date(year, month, last)), "month_only", f"{month:02}.{year}")


def _year(year: int) -> Understood:
    if not 1000 <= year <= 2999:
        return Understood(doubt="date_impossible")
    return Understood(Span(dt.date(year, 1, 1), dt.date(year, 12, 31)), "year_only", str(year))


def other_years(day: dt.date) -> list[dt.date]:
    """The same day in years that a slip of the finger may have meant: two digits exchanged, the century before.

    >>> [str(each) for each in other_years(dt.date(2091, 5, 1))]
    ['2019-05-01', '1991-05-01']
    """
    digits = f"{day.year:04}"
    years = [digits[:2] + digits[3] + digits[2], str(day.year - 100)]
    found = []
    for year in dict.fromkeys(int(each) for each in years):
        if year != day.year and 1000 <= year <= 2999:
            found.append(day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1])))
    return found


class Bounds(NamedTuple):
    """The days within which a date can lie."""

    first: dt.date
    last: dt.date


def read_birth(cell: Any, today: dt.date) -> Understood:
    """Day of birth, or the year alone (an int); nobody on the staff is under 15 or over 100."""
    bounds = Bounds(dt.date(today.year - 100, 1, 1), dt.date(today.year - 15, 12, 31))
    got = _within(read_span(cell, today), bounds)
    if got.value is None:
        return got
    if got.value.is_day:
        return Understood(got.value.first, got.note, got.shown)
    return Understood(got.value.first.year, "year_only", str(got.value.first.year))


def read_hired(cell: Any, today: dt.date) -> Understood:
    """Day of hiring, at most two months ahead; of a year or month alone its first day, with a note."""
    bounds = Bounds(dt.date(today.year - 75, 1, 1), today + dt.timedelta(60))
    got = _within(read_span(cell, today), bounds)
    if got.value is None:
        return got
    first = got.value.first
    return Understood(first, got.note, f"{first:%d.%m.%Y}") if got.note else Understood(first)


def _within(got: Understood, bounds: Bounds) -> Understood:
    if got.value is not None and bounds.first <= got.value.first <= bounds.last:
        return got
    if got.value is not None:
        proposals = [day for day in other_years(got.value.first) if bounds.first <= day <= bounds.last]
        return Understood(doubt="date_impossible", proposals=tuple({"day": day.isoformat()} for day in proposals))
    if got.doubt:
        likely = [each for each in got.proposals if bounds.first <= dt.date.fromisoformat(each["day"]) <= bounds.last]
        return got._replace(proposals=tuple(likely or got.proposals))
    return got


_SERVICE = re.compile(
    r"(?P<years>[1-9]?\d)(?:[.,](?P<tenth>\d))?\s*-?\s*(?:жыл[а-яёөүң]*|ж|лет|год[а-я]*|г|л)?\.?"
    r"(?:\s*(?P<months>\d{1,2})\s*(?:ай|мес)[а-яёөүң]*\.?)?"
    r"|(?P<only_months>\d{1,3})\s*(?:ай|мес)[а-яёөүң]*\.?"
)
_THREE_NUMBERS = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{1,2})")
_LONGEST_SERVICE = 70


def read_career_start(cell: Any, today: dt.date) -> Understood:
    """When the career began, as a Span: a date, a year («2014-ж.»), or years and months of service counted back («12 жыл»)."""
    text = as_text(cell).casefold().strip(" .,")
    service = _SERVICE.fullmatch(text)
    if service and not isinstance(cell, dt.date) and int(service["years"] or 0) <= _LONGEST_SERVICE:
        return _from_service(service, today)
    if three := _THREE_NUMBERS.fullmatch(text):
        return _date_or_service(three, today)
    got = read_span(cell, today)
    if got.value is None:
        return got
    if not today.year - 80 <= got.value.first.year <= today.year + 1:
        return _within(got, Bounds(dt.date(today.year - 80, 1, 1), today))
    return Understood(got.value) if got.note == "year_only" else got


def _from_service(service: "re.Match[str]", today: dt.date) -> Understood:
    """Whole years lead to a year, months to a month: whoever began two months ago is a newcomer. Clause 1.3."""
    years, months = int(service["years"] or 0), int(service["only_months"] or service["months"] or 0)
    if not (service["only_months"] or service["months"] or service["tenth"]):
        year = today.year - years
        return Understood(Span(dt.date(year, 1, 1), dt.date(year, 12, 31)), "years_of_service", str(year))
    months += years * 12 + round(int(service["tenth"] or 0) * 1.2)
    first = _months_before(today, months)
    return _month(first.year, first.month)._replace(note="years_of_service")


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def _date_or_service(three: "re.Match[str]", today: dt.date) -> Understood:
    """«5-6-12» is a day with a short year, or years, months and days of service."""
    day = _from_numbers(three[1], three[2], three[3], "-", today).value
    likely = [_months_before(today, int(three[1]) * 12 + int(three[2]))] if int(three[2]) < 12 else []
    likely += [day.first] if day and day.first <= today else []
    return Understood(doubt="service_or_date", proposals=tuple({"day": each.isoformat()} for each in likely))
