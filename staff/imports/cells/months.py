"""The names of months in three languages, as whole words in the endings they take: «март» is one, «Маркетинг» is none."""

import re

_KYRGYZ = "[ыиуү]?н?[дтгк][аеоө](?:н|г[ыиуү])?|[ыиуү]?н[аеоө]н?|[дтн][ыиуү]н|[ыиуү](?:н[ыиуү]н)?"
_SOFT = rf"(?:ь(?:{_KYRGYZ})?|я|е|ю|ем|{_KYRGYZ})?"
_HARD = rf"(?:а|е|у|ом|{_KYRGYZ})?"
_NAMES = (
    rf"январ{_SOFT}|янв|jan(?:uary)?",
    rf"феврал{_SOFT}|февр?|feb(?:ruary)?",
    rf"март{_HARD}|мар|mar(?:ch)?",
    rf"апрел{_SOFT}|апр|apr(?:il)?",
    rf"май(?:{_KYRGYZ})?|мая|мае|маю|маем|maй|may",
    rf"июн{_SOFT}|june?",
    rf"июл{_SOFT}|july?",
    rf"август{_HARD}|авг|aug(?:ust)?",
    rf"сентябр{_SOFT}|сент?|sep(?:t(?:ember)?)?",
    rf"октябр{_SOFT}|окт|oct(?:ober)?",
    rf"ноябр{_SOFT}|нояб?|nov(?:ember)?",
    rf"декабр{_SOFT}|дек|dec(?:ember)?",
)
_EACH = tuple(re.compile(rf"(?i)(?:{name})\.?") for name in _NAMES)
MONTH = rf"(?<![^\W\d_])(?:{'|'.join(_NAMES)})(?![^\W\d_])\.?"


def month_of(word: str) -> int:
    """The number of a month from its name in any ending.

    >>> month_of("мартынан"), month_of("Сентября"), month_of("дек.")
    (3, 9, 12)
    """
    return next(number for number, pattern in enumerate(_EACH, 1) if pattern.fullmatch(word))
