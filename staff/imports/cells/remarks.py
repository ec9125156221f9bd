"""Remarks beside a name: time away from work becomes a pause, anything else is kept as it is. Clause 1.3.

A pause is taken only from a remark that names both its ends and is understood to its last word: a leave without an end
would keep its holder out of the cycle for ever. «Вышла из декрета 01.09.2025» is the end of one, not its beginning.
"""

import datetime as dt
import re
from typing import Any

from .moments import YEAR, Moment, moments_in
from .records import NOTHING, PauseSpan, Understood, as_text

_REASONS = (
    (
        "parental",
        re.compile(
            r"декрет\w*|бала(?:га|ны)? (?:багуу|кароо)\w*|балага карап|төрөт\w*|уход[уа]? за реб\w*|беременн\w*|кош бойлуу\w*"
        ),
    ),
    ("illness", re.compile(r"оору\w*|болезн\w*|болен\w*|больничн\w*|дарылан\w*|лечени\w*")),
    ("sabbatical", re.compile(r"чыгармачылык\w*|творческ\w*|саббатик\w*|акысыз өргүү\w*|без содержания|маянасыз\w*")),
    ("secondment", re.compile(r"(?:от)?командиров\w*|откомандир\w*|иш сапар\w*|сапар\w*")),
    (
        "study",
        re.compile(
            r"окуу өргүү\w*|учебн\w* отпуск\w*|докторантура\w*|аспирантура\w*|магистратура\w*|окууда|на уч[её]бе"
        ),
    ),
)
_SAYS_NOTHING = re.compile(
    r"отпуск\w*|өргүү\w*|реб[её]н\w*|бала\w*|эмгек|боюнча|байланыштуу|менен|жана|үчүн|болгон|берилген|чыккан|жүрөт|турат"
    r"|находится|находилась|находился|в|во|на|по|за|с|со|и|г|гг|ж|жж|мезгили\w*|убактысы\w*|период\w*"
)
_ORDER = re.compile(
    r"(?:буйру[кг]\w*|приказ\w*|пр\.?)\s*(?:№|n\b)\s*([\w/-]{1,40})(?:\s*от\s*\d{1,2}\.\d{1,2}\.\d{4})?"
)
_BACK = re.compile(
    r"\b(?:вышл?[аи]?|выш[её]л|верну\w+|после|возврат\w*|кайт\w+|келди|(?:т[аеоө]н|д[аеоө]н) чыкты|чыкты)\b"
)
_ENDED = re.compile(r"\b(?:аякт\w+|бүтт?\w+|окончи?\w+|законч\w+|заверш\w+)\b")
_UNTIL_BEFORE = re.compile(r"\b(?:по|до)\s*$")
_UNTIL_AFTER = re.compile(r"\s*(?:[гк][аеоө]|н[аеоө])?\s*(?:чейин|чен)\b")
_FARTHEST = 20


def read_remark(cell: Any, today: dt.date) -> Understood:
    """Pauses named in a remark as a tuple of PauseSpan; «03.2025 – 08.2026» includes both months.

    A reason without both ends waits for an officer; a remark without a reason is kept as a text.
    """
    text = as_text(cell)
    if text.casefold() in {"", "-", "–", "—", "жок", "нет"}:
        return NOTHING
    pauses: list[PauseSpan] = []
    proposals: list[dict[str, Any]] = []
    rest: list[str] = []
    for part in re.split(r"[;\n]+", cell if isinstance(cell, str) else text):
        read = _read_part(" ".join(part.split()), today)
        if isinstance(read, PauseSpan):
            pauses.append(read)
        elif isinstance(read, dict):
            proposals.append(read)
        elif read:
            rest.append(read)
    if not pauses and not proposals:
        return Understood(text, "remark_kept", text)
    shown = "; ".join([*(f"{each.started_on:%d.%m.%Y} – {each.ended_on:%d.%m.%Y}" for each in pauses), *rest])
    if proposals:
        return Understood(tuple(pauses), shown=shown, doubt="pause_not_understood", proposals=tuple(proposals))
    return Understood(tuple(pauses), "pause", shown)


def _read_part(text: str, today: dt.date) -> PauseSpan | dict[str, Any] | str:
    """A pause, a proposal for one that waits, or the text itself when it is about no time away."""
    lowered = text.casefold()
    reason = next((code for code, pattern in _REASONS if pattern.search(lowered)), "")
    if not reason:
        return text
    order = _ORDER.search(lowered)
    lowered = _ORDER.sub(" ", lowered, count=1)
    moments = moments_in(lowered, today)
    if len(moments) != 1 or moments[0].first is None or moments[0].last is None:
        return {"reason": reason}
    first, last = moments[0].first.first, moments[0].last.last
    if moments[0].is_period or moments[0].rank == YEAR:
        is_near = abs(first.year - today.year) <= _FARTHEST and abs(last.year - today.year) <= _FARTHEST
        if is_near and _is_understood(lowered[: moments[0].start] + " " + lowered[moments[0].end :], reason):
            return PauseSpan(reason, first, last, order[1] if order else "")
        return {"reason": reason, "started_on": first.isoformat(), "ended_on": last.isoformat()}
    return {"reason": reason, **_only_end(lowered, moments[0], first, last)}


def _is_understood(words: str, reason: str) -> bool:
    """Whether nothing is left but the reason and words that say no more."""
    words = dict(_REASONS)[reason].sub(" ", words)
    return all(_SAYS_NOTHING.fullmatch(word) for word in re.findall(r"\w+", words))


def _only_end(text: str, moment: Moment, first: dt.date, last: dt.date) -> dict[str, str]:
    """Which end of a leave a single day is, by the words around it."""
    if _BACK.search(text):
        return {"ended_on": (first - dt.timedelta(days=1)).isoformat()}
    is_last = _UNTIL_BEFORE.search(text[: moment.start]) or _UNTIL_AFTER.match(text, moment.end) or _ENDED.search(text)
    return {"ended_on": last.isoformat()} if is_last else {"started_on": first.isoformat()}
