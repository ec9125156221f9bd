"""Letters made comparable: for search and the check for duplicates, and for an order that every database agrees on.

Display never folds.
"""

import re
from functools import lru_cache

_LETTERS = str.maketrans("ңөүёэқғҳў", "ноуеекгху")
_NOT_LETTERS = re.compile(r"[\W_]+")
_DOUBLED_VOWELS = re.compile(r"([аеиоуыюяeiou])\1+")
_SON = re.compile(r"(?<=\s)у\.?(?=\s|$)")
_DAUGHTER = re.compile(r"(?<=\s)к\.?(?=\s|$)")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Fold letters that the office writes in more than one way, so that Өмүрзаков is found by «омурзаков».

    Small «у.» and «к.» after a name stand for «уулу» and «кызы»; a capital is an initial and stays one.

    >>> fold("Кошмамат у. Калысбек") == fold("Кошмамат уулу Калысбек")
    True
    """
    whole = _DAUGHTER.sub("кызы", _SON.sub("уулу", text))
    folded = _NOT_LETTERS.sub(" ", whole.casefold().translate(_LETTERS)).strip()
    return _DOUBLED_VOWELS.sub(r"\1", folded)


_ALPHABET = "абвгғдеёжзийкқлмнңоөпрстуүўфхҳцчшщъыьэюя"
_ORDER = " 0123456789" + "abcdefghijklmnopqrstuvwxyz" + _ALPHABET
_CODE = {letter: chr(97 + index // 26) + chr(97 + index % 26) for index, letter in enumerate(_ORDER)}
_CODE["ё"] = _CODE["е"]


@lru_cache(maxsize=50_000)
def sort_key(text: str) -> str:
    """A key of plain a–z letters whose order is that of the Kyrgyz alphabet, in every database and every collation.

    Code points put Ң, Ө and Ү behind Я; the collation «ky» is not to be had everywhere. Two letters stand for one.
    """
    return "".join(_CODE.get(letter, "zz") for letter in _NOT_LETTERS.sub(" ", text.casefold()).strip())
