"""How text stands on paper: no line ends between a number and its noun, an initial and its name, «№» and its number.

Every text of every paper goes through `printable`, so that nobody has to think of it where the text is written.
"""

import re
import unicodedata
from functools import lru_cache

from ostu_qualification.core.words.dates import one_full_stop

NBSP = "\xa0"
_CAPITAL = "А-ЯЁӨҮҢA-Z"
_BINDINGS = (
    re.compile(r"(№) (?=\S)"),
    re.compile(r"(\bNo\.) (?=\d)"),
    re.compile(r"(\b\d(?:[\d.,/-]*\d)?) (?=[^\W\d_]|%)"),  # 90 часов, 26 ноября, 2026 г., 12 катышуучу
    re.compile(rf"(\b[{_CAPITAL}]\.) (?=[{_CAPITAL}])"),  # Ж. О. Турсунов
    re.compile(rf"(\b(?:[гм]|ул)\.) (?=[{_CAPITAL}])"),  # г. Ош
    re.compile(r"(\b[вкосуиВКОСУИ]) (?=[\w«№])"),  # в объёме
    re.compile(r"(\w) (?=\d+[,;.](?:\s|$))"),  # келген жок 0, өттү 11
    re.compile(r"() (?=[–—](?:\s|$))"),  # a dash ends a line, it never begins one
)
_UNSEEN = {"Cc", "Cf"}


@lru_cache(maxsize=1024)
def printable(text: str) -> str:
    """A text as it is set: letters composed, unseen characters gone, and bound where a line must not break."""
    text = one_full_stop(unicodedata.normalize("NFC", text).replace("\u202f", NBSP))
    text = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _UNSEEN)
    for binding in _BINDINGS:
        text = binding.sub(rf"\1{NBSP}", text)
    return text
