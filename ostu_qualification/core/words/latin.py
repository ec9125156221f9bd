"""Cyrillic names in Latin letters, as a proposal for whoever has entered none: Kyrgyz, Russian and Uzbek letters. Pure."""

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ү": "u", "ў": "o", "ф": "f", "х": "kh", "ҳ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_CAPITALS = {letter.upper(): latin[:1].upper() + latin[1:] for letter, latin in _LETTERS.items()}
_TABLE = str.maketrans(_LETTERS | _CAPITALS)


def in_latin(name: str) -> str:
    """A name in Latin letters.

    >>> in_latin("Гүлмира Базарбай кызы")
    'Gulmira Bazarbai kyzy'
    """
    return name.translate(_TABLE)
