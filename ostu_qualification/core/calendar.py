"""Calendar reckoning: years and months of the calendar, never 365 days. Pure."""

import datetime as dt
from calendar import monthrange

ONE_DAY = dt.timedelta(days=1)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last day of the month where there is no such day.

    >>> add_months(dt.date(2024, 2, 29), 36)
    datetime.date(2027, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; 29 February becomes 28 where the year has none."""
    if day.month == 2 and day.day == 29:
        return add_months(day, 12 * years)
    return dt.date(day.year + years, day.month, day.day)


def academic_year_of(day: dt.date, start: tuple[int, int] = (9, 1)) -> int:
    """The year in which the academic year of a day began; `start` is month and day of its first day."""
    return day.year if (day.month, day.day) >= start else day.year - 1


def academic_year_end(day: dt.date, start: tuple[int, int] = (9, 1)) -> dt.date:
    """The last day of the academic year that a day lies in."""
    return dt.date(academic_year_of(day, start) + 1, *start) - ONE_DAY
