"""The personal number (ПИН): fourteen digits, the first for sex, then the date of birth. Pure."""

import datetime as dt
import re

_SHAPE = re.compile(r"^[12]\d{13}$")


def clean(written: str) -> str | None:
    """The number without spaces, or None when its structure or date is impossible."""
    number = re.sub(r"[\s\-]", "", written)
    return number if _SHAPE.match(number) and birth_of(number) else None


def birth_of(number: str) -> dt.date | None:
    """The date of birth that a number holds, or None when there is no such day or age."""
    try:
        birth = dt.date(int(number[5:9]), int(number[3:5]), int(number[1:3]))
    except ValueError:
        return None
    return birth if 1900 <= birth.year <= 2025 else None


def sex_of(number: str) -> str:
    """1 for women, 2 for men; a hint only, never a proof."""
    return "f" if number[0] == "1" else "m"
