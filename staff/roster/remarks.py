"""Remarks beside a name: time away from work becomes a pause, anything else is kept as it is. Clause 1.3."""

import datetime as dt
import re
from typing import Any

from .dates import Span, read_span
from .records import NOTHING, PauseSpan, Understood, as_text

_REASONS = (
    (
        "parental",
        re.compile(r"декрет|бала багуу|балага карап|төрөт|уход за реб|уходу за реб|по уходу|беременн|кош бойлуу"),
    ),
    ("illness", re.compile(r"оору|болезн|болен|больнич|дарылан|лечени")),
    ("sabbatical", re.compile(r"чыгармачылык|творческ|саббатик|акысыз өргүү|без содержания|маянасыз")),
    ("secondment", re.compile(r"командиров|иш сапар|откомандир|сапар")),
    ("study", re.compile(r"окуу өргүү|учебн\w* отпуск|докторантура|аспирантура|магистратура|окууда|на учебе|на учёбе")),
)
_MOMENT = (
    r"(?:20\d\d\s*-?\s*жылдын\s+(?:\d{1,2}[\s-]*)?(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-яөү]*"
    r"|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d|\d{1,2}\.\d{4}"
    r"|(?:\d{1,2}[\s-]*)?(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-яөү]*\.?[\s,]*\d{4}|(?:19|20)\d\d)"
)
_MOMENTS = re.compile(rf"{_MOMENT}(?:\s*-?\s*(?:ж\.|жыл\w*|г\.|года?\b))?")


def read_remark(cell: Any, today: dt.date) -> Understood:
    """Pauses named in a remark as a tuple of PauseSpan; «03.2025 – 08.2026» includes both months.

    A reason without a period waits for an officer; a remark without a reason is kept as a text.
    """
    text = as_text(cell)
    lowered = text.casefold()
    if lowered in {"", "-", "–", "—", "жок", "нет"}:
        return NOTHING
    reason = next((code for code, pattern in _REASONS if pattern.search(lowered)), "")
    if not reason:
        return Understood(text, "remark_kept", text)
    spans = [span for found in _MOMENTS.findall(lowered) if (span := read_span(found.strip(), today).value)]
    pause = _pause(reason, spans)
    if pause is None:
        return Understood((), doubt="pause_not_understood", proposals=({"reason": reason},))
    ended = f"{pause.ended_on:%d.%m.%Y}" if pause.ended_on else "…"
    return Understood((pause,), "pause", f"{pause.started_on:%d.%m.%Y} – {ended}")


def _pause(reason: str, spans: list[Span]) -> PauseSpan | None:
    """From the first to the last day named; a single year is that year, a single month or day an open beginning."""
    if not spans:
        return None
    first, last = spans[0].first, spans[-1].last
    if len(spans) == 1:
        days = (last - first).days
        return PauseSpan(reason, first, last if days > 300 else None)
    return PauseSpan(reason, first, last) if last >= first else None
