"""Personal numbers, phones and addresses as lists write them."""

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from ostu_qualification.core.words.phones import normalise_phone, show_phone

from .records import NOTHING, Understood, as_text

_NOT_GIVEN = {"", "-", "–", "—", "?", "0", "жок", "нет", "б/н"}
_DROPPED = str.maketrans("", "", " \xa0\u202f\t\n-‑–—.'’`")
_DIGITS_ALIKE = str.maketrans("ОоOoЗз", "000033")
_PIN_WORDS = re.compile(r"(?i)пин|инн|№|:")
_SEVERAL = re.compile(r"[;,\n/]|\s{3,}| же | или ")
_PHONE_WORDS = re.compile(r"(?i)(?:whats\s?app|тел|моб|сот|уюлдук|wa)\.?\s*:?\s*")
_EXTENSION = re.compile(r"\s*\([^)\d]*\)|\s+[а-яё]+\.?$", re.IGNORECASE)
_ATOM = r"[a-z0-9!#$%&'*+=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,}}")
_BETWEEN_ADDRESSES = re.compile(r"[\s,;<>()\[\]{}]+")
_EMAIL_WORDS = re.compile(
    r"(?:эл|электрон\w*|почта\w*|поштасы|mail|e-?mail|жеке|жумуш\w*|личн\w*|рабоч\w*|же|или|и|жана)"
)
_WITH_AT = re.compile(r"\S*@\S*")
_LATIN_ALIKE = str.maketrans("аАеЕоОрРсСуУхХкКмМтТВНіІ", "aAeEoOpPcCyYxXkKmMtTBHiI")
_LONGEST_EMAIL = 254


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
    for number, note in ((digits, "pin_spaces"), (digits.translate(_DIGITS_ALIKE), "pin_letters")):
        if len(number) == 14 and number.isascii() and number.isdigit() and number[0] in "12":
            born = birth_in_pin(number)
            if born is not None and 15 <= today.year - born.year <= 100:
                return Understood(number) if number == text else Understood(number, note, number)
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
    written = cell if isinstance(cell, str) else as_text(cell)
    if plain := _plain_phone(written):
        return Understood(plain)
    text = as_text(written)
    if text.casefold() in _NOT_GIVEN or _PHONE_WORDS.sub("", text).casefold().strip(" .") in _NOT_GIVEN:
        return NOTHING
    parts = [(part, _phone(part)) for part in _SEVERAL.split(text) if part.strip()]
    numbers = [number for _part, number in parts if number]
    if not numbers:
        return Understood(doubt="phone_not_understood", proposals=({"phone": ""},))
    if any(number is None and any(map(str.isdigit, part)) for part, number in parts):
        return Understood(doubt="phone_not_understood", proposals=({"phone": numbers[0]},))
    if len(numbers) == 1 and not any(map(str.isalpha, text)):
        return Understood(numbers[0])
    kind = "phone_first_of_several" if len(numbers) > 1 else "phone_words"
    return Understood(numbers[0], kind, show_phone(numbers[0]))


def _plain_phone(text: str) -> str:
    """A number in one of the usual ways, which are nearly all: read without looking for words; else empty."""
    digits = text.translate(_PHONE_DROPPED)
    if not (digits.isdigit() and digits.isascii()):
        return ""
    if len(digits) == 12 and digits.startswith("996"):
        return "+" + digits
    if text[0] == "+":
        return ""
    if len(digits) == 10 and digits[0] == "0":
        return "+996" + digits[1:]
    return "+996" + digits if len(digits) == 9 else ""


_PHONE_DROPPED = str.maketrans("", "", " \xa0\t()-+")


def _phone(written: str) -> str | None:
    bare = _EXTENSION.sub("", _PHONE_WORDS.sub("", written.strip())).strip()
    return normalise_phone("+" + bare[2:] if bare.startswith("00") else bare)


def phone_and_email(written: Any) -> tuple[str, str]:
    """The two parts of a cell «0772 720 582, a@mail.ru»: what has an @, and the rest."""
    text = as_text(written)
    return _WITH_AT.sub(" ", text).strip(" ,;"), " ".join(_WITH_AT.findall(text))


def read_email(cell: Any) -> Understood:
    """An e-mail address in small letters; of several the first, with a note. What is none waits for an officer.

    An address counts only when it stands alone between blanks, commas, semicolons or brackets, and nothing else is in the
    cell: of «rаkhat@…» with a Cyrillic «а» the end «khat@…» is somebody else's. Letters go to an address, and people log
    in by it.
    """
    text = as_text(cell)
    if _ADDRESS.fullmatch(text) and len(text) <= _LONGEST_EMAIL:
        return Understood(text)
    if text.casefold() in _NOT_GIVEN:
        return NOTHING
    found = _addresses(text)
    if found:
        return Understood(found[0], "email_first_of_several" if len(found) > 1 else "email_tidied", found[0])
    likely = _addresses(re.sub(r"(?<=\w),(?=\w+$)", ".", text.translate(_LATIN_ALIKE)))
    return Understood(doubt="email_not_understood", proposals=({"email": likely[0] if likely else ""},))


def _addresses(text: str) -> list[str]:
    """The addresses of a cell; none when anything else stands in it but words for «e-mail», or a name before «<…>»."""
    lowered = re.sub(r"\s*@\s*", "@", text.casefold())
    if named := re.fullmatch(r"[^@<>]*<([^<>]+)>", lowered):
        lowered = named[1]
    found: list[str] = []
    for token in _BETWEEN_ADDRESSES.split(lowered):
        bare = token.removeprefix("mailto:").removesuffix(".")
        if _ADDRESS.fullmatch(bare):
            found.append(bare)
        elif any(map(str.isalnum, token)) and not _EMAIL_WORDS.fullmatch(token.strip(".:-–")):
            return []
    return list(dict.fromkeys(found)) if all(len(each) <= _LONGEST_EMAIL for each in found) else []
