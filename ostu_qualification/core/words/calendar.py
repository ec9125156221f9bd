"""Calendar reckoning: years and months of the calendar, never 365 days. Pure."""

import datetime as dt
from calendar import monthrange

ONE_DAY = dt.timedelta(days=1)


def add_days(day: dt.date, days: int) -> dt.date:
    """So many days on; never past the first or the last day that can be written."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last day of the month where there is no such day.

    Never past the first or the last day that can be written, so that a wild date in a record stops no job.

    >>> add_months(dt.date(2024, 2, 29), 36)
    datetime.date(2027, 2, 28)
    >>> add_months(dt.date(9999, 1, 31), 12)
    datetime.date(9999, 12, 31)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.max if months > 0 else dt.date.min
    number = day.day if day.day <= 28 else min(day.day, monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, number)


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; 29 February becomes 28 where the year has none."""
    year = day.year + years
    if (day.month == 2 and day.day == 29) or not dt.MINYEAR <= year <= dt.MAXYEAR:
        return add_months(day, 12 * years)
    return dt.date(year, day.month, day.day)


def months_between(first: dt.date, last: dt.date) -> int:
    """Whole months from a day to a later one; 0 when it is less than a month away or past.

    >>> months_between(dt.date(2026, 11, 23), dt.date(2027, 1, 22)), months_between(dt.date(2027, 1, 31), dt.date(2027, 2, 28))
    (1, 1)
    """
    months = max((last.year - first.year) * 12 + last.month - first.month, 0)
    return months - 1 if months and add_months(first, months) > last else months


def academic_year_of(day: dt.date, start: tuple[int, int] = (9, 1)) -> int:
    """The year in which the academic year of a day began; `start` is month and day of its first day."""
    return day.year if (day.month, day.day) >= start else day.year - 1


def academic_year_end(day: dt.date, start: tuple[int, int] = (9, 1)) -> dt.date:
    """The last day of the academic year that a day lies in."""
    year = academic_year_of(day, start) + 1
    return dt.date(year, *start) - ONE_DAY if year <= dt.MAXYEAR else dt.date.max
