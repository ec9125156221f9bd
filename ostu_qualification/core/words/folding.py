"""Letters made comparable: for search and the check for duplicates, and for an order that every database agrees on.

Display never folds.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from .texts import clean_text

_OTHER_WAYS = dict(zip("ңӊҥөѳүұёэқғҳў", "нннооууеекгху", strict=True))
_LOOK_ALIKE = dict(zip("abcehkmoptxyɵі", "авсенкмортхуоi", strict=True))  # «h» is н because «H» looks like Н
_LETTERS = str.maketrans(_OTHER_WAYS | _LOOK_ALIKE)
_NOT_LETTERS = re.compile(r"[\W_]+")
_DOUBLED_VOWELS = re.compile(r"([аеиоуыюя])\1+")
_SON = re.compile(r"(?<=\s)[уy]\.?(?=\s|$)")
_DAUGHTER = re.compile(r"(?<=\s)[кk]\.?(?=\s|$)")

Code = TypeVar("Code")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Fold letters that the office writes in more than one way, so that Өмүрзаков is found by «омурзаков».

    Latin letters fold into the Cyrillic ones that look like them, invisible ones into nothing. Small «у.» and «к.» after
    a name stand for «уулу» and «кызы»; a capital is an initial and stays one.

    >>> fold("Кошмамат у. Калысбек") == fold("Кошмамат уулу Калысбек")
    True
    >>> fold("Capa Токтосунoва") == fold("Сара Токтосунова")
    True
    """
    whole = _DAUGHTER.sub("кызы", _SON.sub("уулу", clean_text(text)))
    return _DOUBLED_VOWELS.sub(r"\1", look_of(whole))


def look_of(text: str) -> str:
    """What a text looks like at a glance: two codes of one look are told apart by nobody, «Т-1» and Latin «T–1».

    >>> look_of("Т-1") == look_of("t–1"), look_of("КОО-1") == look_of("КО-1")
    (True, False)
    """
    return _NOT_LETTERS.sub(" ", _without_marks(clean_text(text).casefold()).translate(_LETTERS)).strip()


def _without_marks(text: str) -> str:
    """The text without accents that no letter of its own has taken up."""
    if text.isascii() or not any(map(unicodedata.combining, text)):
        return text
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if not unicodedata.combining(letter))


class Words(Generic[Code]):
    """Codes by the words that people write for them, letters folded on both sides; each code may also be written itself.

    >>> Words({"school": ("мектеп", "школа")})["School "], Words({"school": ("мектеп",)})["завод"]
    ('school', None)
    """

    def __init__(self, words: Mapping[Code, Iterable[str]]) -> None:
        self._codes = {fold(str(code)): code for code in words}
        self._codes |= {fold(each): code for code, several in words.items() for each in several}

    def __getitem__(self, written: object) -> Code | None:
        """The code, or None for what nobody knows."""
        return self._codes.get(fold(str(written)))


_ALPHABET = "абвгғдеёжзийкқлмнңоөпрстуүўфхҳцчшщъыьэюя"
_ORDER = " 0123456789" + "abcdefghijklmnopqrstuvwxyz" + _ALPHABET
_CODE = {letter: chr(97 + index // 26) + chr(97 + index % 26) for index, letter in enumerate(_ORDER)}
_CODE["ё"] = _CODE["е"]


@lru_cache(maxsize=50_000)
def sort_key(text: str) -> str:
    """A key of plain a–z letters whose order is that of the Kyrgyz alphabet, in every database and every collation.

    Code points put Ң, Ө and Ү behind Я; the collation «ky» is not to be had everywhere. Two letters stand for one.
    """
    return "".join(_CODE.get(letter, "zz") for letter in _NOT_LETTERS.sub(" ", clean_text(text).casefold()).strip())
