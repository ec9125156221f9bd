"""Personal numbers, phones and addresses as lists write them."""

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from ostu_qualification.core.phones import normalise_phone, show_phone

from .records import NOTHING, Understood, as_text

_NOT_GIVEN = {"", "-", "–", "—", "?", "0", "жок", "нет", "б/н"}
_DROPPED = str.maketrans("", "", " \xa0\u202f\t\n-–—.'’`")
_PIN_WORDS = re.compile(r"(?i)пин|инн|№|:")
_SEVERAL = re.compile(r"[;,\n/]|\s{3,}| же | или ")
_PHONE_WORDS = re.compile(r"(?i)(?:whats\s?app|тел|моб|сот|уюлдук|wa)\.?\s*:?\s*")
_EXTENSION = re.compile(r"\s*\([^)\d]*\)|\s+[а-яё]+\.?$", re.IGNORECASE)
_EMAIL = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")


def read_pin(cell: Any, today: dt.date) -> Understood:
    """A personal number of 14 digits: sex, day of birth, five more. Anything else waits for an officer.

    The person can come in without it, which is the first proposal.
    """
    text = cell if isinstance(cell, str) else as_text(cell)
    digits = text
    if not (len(text) == 14 and text.isdigit()):
        digits = _PIN_WORDS.sub("", text).translate(_DROPPED)
        if digits.casefold() in _NOT_GIVEN:
            return NOTHING
    if len(digits) == 14 and digits.isascii() and digits.isdigit() and digits[0] in "12":
        born = birth_in_pin(digits)
        if born is not None and 15 <= today.year - born.year <= 100:
            return Understood(digits) if digits == text else Understood(digits, "pin_spaces", digits)
    return Understood(doubt="pin_malformed", proposals=({"pin": ""},))


@lru_cache(maxsize=40_000)
def _day_in(digits: str) -> dt.date | None:
    try:
        return dt.date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def birth_in_pin(pin: str) -> dt.date | None:
    """The day of birth that a personal number carries, DDMMYYYY after its first digit."""
    return _day_in(pin[1:9])


def sex_in_pin(pin: str) -> str:
    """1 is a woman, 2 a man."""
    return "f" if pin[:1] == "1" else "m"


def read_phone(cell: Any) -> Understood:
    """A phone in E.164; of several in one cell the first, with a note. What is no phone waits for an officer."""
    text = cell if isinstance(cell, str) else as_text(cell)
    digits = text.translate(_PHONE_DROPPED)
    if digits.isdigit() and digits.isascii():
        if len(digits) == 12 and digits.startswith("996"):
            return Understood("+" + digits)
        if text[0] != "+":
            if len(digits) == 10 and digits[0] == "0":
                return Understood("+996" + digits[1:])
            if len(digits) == 9:
                return Understood("+996" + digits)
    text = as_text(text)
    if text.casefold() in _NOT_GIVEN:
        return NOTHING
    numbers = [found for part in _SEVERAL.split(text) if (found := _phone(part))]
    if not numbers:
        return Understood(doubt="phone_not_understood", proposals=({"phone": ""},))
    if len(numbers) == 1 and not any(map(str.isalpha, text)):
        return Understood(numbers[0])
    return Understood(
        numbers[0], "phone_first_of_several" if len(numbers) > 1 else "phone_words", show_phone(numbers[0])
    )


_PHONE_DROPPED = str.maketrans("", "", " \xa0\t()-+")


def _phone(written: str) -> str | None:
    bare = _EXTENSION.sub("", _PHONE_WORDS.sub("", written.strip())).strip()
    return normalise_phone("+" + bare[2:] if bare.startswith("00") else bare)


def read_email(cell: Any) -> Understood:
    """An e-mail address in small letters; of several the first, with a note. What is none waits for an officer."""
    text = as_text(cell)
    if _EMAIL.fullmatch(text):
        return Understood(text)
    if text.casefold() in _NOT_GIVEN:
        return NOTHING
    found = _EMAIL.findall(text.casefold().replace(" @", "@").replace("@ ", "@"))
    if not found:
        return Understood(doubt="email_not_understood", proposals=({"email": ""},))
    return Understood(found[0], "email_first_of_several" if len(found) > 1 else "email_tidied", found[0])
