"""Days, months, years and periods inside a text, each with its place, so that nothing is read twice or passed over."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from .dates import YEAR_MARK, Span, read_span
from .months import MONTH, month_of

YEAR, MONTHLY, DAY = 1, 2, 3
_MARK = rf"(?:{YEAR_MARK})?"
_DASH = r"\s*[-–—]\s*"
_TOKEN = re.compile(
    r"(?i)(?<![^\W_])(?<![№/.])(?:"
    rf"(?P<day>\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d\d)(?!\d){_MARK}"
    rf"|\d{{4}}{YEAR_MARK}\s*\d{{1,2}}[\s-]*{MONTH}|\d{{1,2}}[\s.-]*{MONTH}[\s,]*\d{{4}}{_MARK})"
    rf"|(?P<month>{MONTH}[\s,]*\d{{4}}{_MARK}|\d{{4}}[\s-]*жылдын\s+{MONTH}|\d{{4}}(?:{YEAR_MARK}[\s,]*|\s*){MONTH}(?!\s*\d{{4}})"
    rf"|\d{{1,2}}[./]\d{{4}}{_MARK})"
    rf"|(?P<year>(?:19[5-9]\d|20[0-4]\d){_MARK})"
    rf"|(?P<open>\d{{1,2}}\.\d{{1,2}}|(?:\d{{1,2}}[\s-]*)?{MONTH}|\d{{1,2}}(?={_DASH}\d{{1,2}}(?:\.\d|[\s.-]*{MONTH})))"
    r")(?!\d)(?![./]\d)"
)
_FROM_TO = re.compile(rf"(?i)(?:{_DASH}|\s*(?:по|до)\s+|\s*[дт][аеоө]н(?:\s+баштап)?(?:{_DASH}|\s+))")
_ABLATIVE = re.compile(r"(?i)[дтн][аеоө]н$")
_BEFORE = re.compile(r"(?i)(?<!\w)(?:с|со)\s+$")
_AFTER = re.compile(r"(?i)\s*(?:[гк][аеоө]|н[аеоө])?\s*(?:чейин(?:ки)?|чен)(?!\w)")
_RANKS = {"day": DAY, "month": MONTHLY, "year": YEAR}


class Moment(NamedTuple):
    """A day, month, year or period that stands in a text from `start` to `end`.

    `first` and `last` are None for what is no day, such as 31.02.2024, and for a period that ends before it begins.
    """

    start: int
    end: int
    rank: int
    first: Span | None
    last: Span | None
    is_period: bool = False


def moments_in(text: str, today: dt.date) -> list[Moment]:
    """All moments in the order of the text; «05.11–15.11.2026», «с 03.2025 по 08.2026» and the like are one period.

    >>> [(each.first.first.isoformat(), each.last.last.isoformat()) for each in moments_in("28.12-10.01.2025", dt.date.today())]
    [('2024-12-28', '2025-01-10')]
    """
    tokens = [found for found in _TOKEN.finditer(text) if _stands_alone(text, found)]
    moments: list[Moment] = []
    index = 0
    while index < len(tokens):
        token, following = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        if following is not None and following["open"] is None and _leads_to(text, token, following):
            moments.append(_period(text, token, following, today))
            index += 2
        else:
            if token["open"] is None:
                span = read_span(token[0].strip(" ,"), today).value
                moments.append(Moment(token.start(), token.end(), _rank(token), span, span))
            index += 1
    return moments


def _rank(token: "re.Match[str]") -> int:
    return _RANKS[token.lastgroup or ""]


def _stands_alone(text: str, token: "re.Match[str]") -> bool:
    """Not the end of a word or number such as «МСФО-2019»: before a dash another moment may stand, and no other word."""
    before = text[: token.start()]
    if not before or before[-1] not in "-–—" or len(before) == 1 or not before[-2].isalnum():
        return True
    return any(found.end() >= len(before) - 1 for found in _TOKEN.finditer(before[:-1])) or bool(
        re.search(r"(?<!\w)\d{1,2}$|\d\s?[дт][аеоө]н$", before[:-1])
    )


def _leads_to(text: str, one: "re.Match[str]", other: "re.Match[str]") -> bool:
    """Whether two moments are the ends of one period."""
    between = text[one.end() : other.start()]
    if _FROM_TO.fullmatch(between):
        return True
    is_ablative = bool(_ABLATIVE.search(one[0]))
    return is_ablative and not between.replace("баштап", "").strip() and bool(_AFTER.match(text, other.end()))


def _period(text: str, one: "re.Match[str]", other: "re.Match[str]", today: dt.date) -> Moment:
    last = read_span(other[0].strip(" ,"), today).value
    rank = _rank(other)
    if one["open"] is not None:
        first = _completed(one[0], last, rank) if last is not None else None
    else:
        first = (
            read_span(one[0].strip(" ,"), today).value if YEAR not in {_rank(one), rank} or _rank(one) == rank else None
        )
    if first is None or last is None or first.first > last.last:
        first = last = None
    before, after = _BEFORE.search(text[: one.start()]), _AFTER.match(text, other.end())
    start, end = before.start() if before else one.start(), after.end() if after else other.end()
    return Moment(start, end, rank, first, last, is_period=True)


def _completed(written: str, last: Span, rank: int) -> Span | None:
    """The beginning of a period that leaves its year to the end: «05.11», «12», «март», «12-март»."""
    day, _, word = written.partition(".") if "." in written.strip(".") else (written, "", "")
    digits = "".join(filter(str.isdigit, day))
    name = "" if word else written.lstrip("0123456789 -").strip()
    month = int(word) if word else month_of(name) if name else last.first.month
    if (word or digits) and rank != DAY:
        return None
    year = last.first.year - (month > last.first.month)
    try:
        first = dt.date(year, month, int(digits or 1))
    except ValueError:
        return None
    return Span(first, first if digits else first.replace(day=calendar.monthrange(year, month)[1]))
