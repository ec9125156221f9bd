"""The level of a training as lists write it: in figures, Roman figures or words of three languages. Clause 4.5."""

import re
import unicodedata

from ostu_qualification.core.words.folding import Words

_LEVELS = Words(
    {
        1: ("I", "биринчи", "бир", "первый", "первого", "первая", "first", "one"),
        2: ("II", "П", "экинчи", "эки", "второй", "второго", "вторая", "second", "two"),
        3: ("III", "Ш", "үчүнчү", "үч", "третий", "третьего", "третья", "third", "three"),
    }
)
_AROUND = re.compile(r"(?:деңг?ээл|денг?ээл|уров|ур$|level|lvl|(?:ин|н)?ч[иү]$|[иы]?й$|го$|я$|st$|nd$|rd$)")
_PIECES = re.compile(r"\d+|[^\W\d_]+")


class UnknownLevel(ValueError):
    """What is written is none of the three levels."""


def read_level(written: str) -> int | None:
    """The level 1–3, or None where nothing is written. Raises UnknownLevel.

    >>> read_level("II деңгээл"), read_level("2-деңгээл"), read_level("үчүнчү"), read_level("–")
    (2, 2, 3, None)
    """
    text = unicodedata.normalize("NFKC", written).casefold().strip()
    if text in ("", "-", "–", "—", "жок", "нет", "none"):
        return None
    pieces = [piece for piece in _PIECES.findall(text) if not _AROUND.match(piece)]
    level = _LEVELS[pieces[0]] if len(pieces) == 1 else None
    if level is None:
        raise UnknownLevel(written)
    return level
