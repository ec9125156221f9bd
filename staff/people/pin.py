"""The personal number (ПИН): fourteen digits, the first for sex, then the date of birth. Pure."""

import datetime as dt
import re

YOUNGEST, OLDEST = 15, 100
_SHAPE = re.compile(r"^[12]\d{13}$")


def clean(written: str, on: dt.date) -> str | None:
    """The number without spaces, or None when its structure, date or age on a day is impossible."""
    number = re.sub(r"[\s\-]", "", written)
    birth = birth_of(number) if _SHAPE.match(number) else None
    return number if birth and YOUNGEST <= _age(birth, on) <= OLDEST else None


def birth_of(number: str) -> dt.date | None:
    """The date of birth that a number holds, or None when there is no such day."""
    try:
        return dt.date(int(number[5:9]), int(number[3:5]), int(number[1:3]))
    except ValueError:
        return None


def _age(birth: dt.date, on: dt.date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def sex_of(number: str) -> str:
    """1 for women, 2 for men; a hint only, never a proof."""
    return "f" if number[0] == "1" else "m"
