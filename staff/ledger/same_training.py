"""What makes two lines one and the same training, whichever list or claim they come from. Pure. Clauses 4.1, 4.4.

A list often names only the year or month in which a training ended. Such a line counts to the last day of it, or to the
day of reading while it lasts; what it *is* follows from the year or month as written, so that reading the same list on
another day adds nothing.
"""

import calendar
import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from ostu_qualification.core.words.folding import fold


class Line(Protocol):
    """What is asked of a line, be it read from a list or kept in the ledger."""

    @property
    def title(self) -> str: ...
    @property
    def hours(self) -> int: ...
    @property
    def ended_on(self) -> dt.date | None: ...
    @property
    def document_number(self) -> str: ...
    @property
    def ended_within(self) -> str: ...


def ledger_key(
    person_id: int, title: str, hours: int, ended_on: dt.date, document_number: str = "", ended_within: str = ""
) -> str:
    """What makes a ledger line the same however often it is read: person, title, hours, end as written, document."""
    parts = (str(person_id), fold(title), str(hours), ended_within or ended_on.isoformat(), fold(document_number))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


AnyLine = TypeVar("AnyLine", bound=Line)


class Sign(NamedTuple):
    """A word and the days that two lines of one person share when they are plainly the same training."""

    word: str
    first: dt.date
    last: dt.date
    number: str = ""

    def agrees_with(self, other: "Sign") -> bool:
        """Whether the word is one and the days can be the same: «2026» may be any day of that year.

        Two documents tell two trainings of one year apart, but not two of one day.
        """
        if self.word != other.word or self.first > other.last or other.first > self.last:
            return False
        are_days = self.first == self.last and other.first == other.last
        return are_days or not (self.number and other.number) or self.number == other.number


def signs(line: Line) -> list[Sign]:
    """The signs of a training: hours and end with the title, and with the number of the document if a day is known too.

    Nobody finishes two trainings of as many hours and one title, or one document, on one day. A number alone, such as
    «12», proves nothing within a whole year.
    """
    assert line.ended_on is not None
    first, last = _days(line.ended_on, line.ended_within)
    number = fold(line.document_number)
    found = [Sign(f"{line.hours} title {fold(line.title)}", first, last, number)]
    if number and not line.ended_within:
        found.append(Sign(f"{line.hours} number {number}", first, last))
    return found


def is_same_training(one: Line, other: Line) -> bool:
    """Whether two lines of one person are one training."""
    theirs = signs(other)
    return any(sign.agrees_with(each) for sign in signs(one) for each in theirs)


def _days(ended_on: dt.date, ended_within: str) -> tuple[dt.date, dt.date]:
    if not ended_within:
        return ended_on, ended_on
    year, _, month = ended_within.partition("-")
    if not month:
        return dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
    return dt.date(int(year), int(month), 1), dt.date(
        int(year), int(month), calendar.monthrange(int(year), int(month))[1]
    )


def each_once(lines: Iterable[AnyLine]) -> list[AnyLine]:
    """The trainings that lines of one person tell, each once; of two lines the one that knows the end better stays."""
    found: list[tuple[Sign, AnyLine]] = []
    for line in lines:
        sign = signs(line)[0]
        again = next((index for index, (kept, _line) in enumerate(found) if sign.agrees_with(kept)), None)
        if again is None:
            found.append((sign, line))
        elif sign.last - sign.first < found[again][0].last - found[again][0].first:
            found[again] = (sign, line)
    return [line for _sign, line in found]
