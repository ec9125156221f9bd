"""Training noted as free text in one cell becomes ledger lines, or waits for an officer. Clauses 4.1, 4.3."""

import datetime as dt
import re
from typing import Any

from .dates import Span, read_span
from .records import NOTHING, TrainingLine, Understood, as_text

_USUAL = re.compile(
    r"(?:([^,«»\n;]{2,80}), «([^«»\n;]+)»|([^,«»\n;№]+)), (\d{1,4}) (?:с|ч|саат|час)\.?,"
    r" (\d\d)\.(\d\d)\.(\d{4})(?:, серт\. ?№ ?([\w/-]+))?"
)
_NOTHING = {"", "-", "–", "—", "жок", "нет", "өткөн эмес", "не проходил", "не проходила", "өтпөгөн"}
_ENTRIES = re.compile(r"\n+|;|(?:^|(?<=[\s.]))\d{1,2}\)\s*|^\d{1,2}\.\s+(?=\D)", re.MULTILINE)
_HOURS = re.compile(
    r"(?<![\d./№-])(\d{1,4})(?:[.,]0+)?\s*-?\s*"
    r"(?:академиялык\s+|акад\w*\.?\s*)?(?:сааттык|саат\w*|часов\w*|часа|час\.?|с\.|ч\.|с\b|ч\b|а/ч|ак\.?\s?ч\.?)"
)
_DOCUMENT = re.compile(
    r"(?i)(?:\b(серт\w*|күбөлүк\w*|кубөлүк\w*|свид\w*|удост\w*|диплом\w*|справка)\b\.?)?"
    r"\s*(?:№|\bN\b|#)\s*:?\s*([\w][\w/-]*)|\b(серт|сертификат\w*|күбөлүк\w*|свид\w*|удост\w*"
    r"|диплом)\b\.?\s+(\d[\w/-]*)"
    r"|\b(сертификат|серт\.|удостоверение|күбөлүк)(?=\s*(?:,|;|$|\)))"
)
_KINDS = (
    ("серт", "сертификат"),
    ("күб", "күбөлүк"),
    ("куб", "күбөлүк"),
    ("свид", "свидетельство"),
    ("удост", "удостоверение"),
    ("дипл", "диплом"),
    ("спр", "справка"),
)
_DAY = r"(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d)"
_PERIOD = re.compile(
    rf"(?:с\s+)?({_DAY}|\d{{1,2}}\.\d{{1,2}}|\d{{1,2}}(?=\s*[-–—]\s*\d{{1,2}}\.\d{{1,2}}\.\d{{4}}))"
    rf"\s*(?:[-–—]|по|дан|ден)\s*({_DAY})"
)
_MONTHS = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-яөү]*\.?"
_YEAR_END = r"(?:\s*-?\s*(?:ж\.|ж\b|жыл\w*|г\.|г\b|год\w*))?"
_MOMENTS = (
    re.compile(_DAY),
    re.compile(rf"(?i)\b\d{{1,2}}[\s.-]*{_MONTHS}[\s,]*\d{{4}}{_YEAR_END}"),
    re.compile(rf"(?i)\b\d{{4}}{_YEAR_END}[\s,]*\d{{1,2}}[\s-]*{_MONTHS}"),
    re.compile(rf"(?i)\b{_MONTHS}[\s,]*\d{{4}}{_YEAR_END}"),
    re.compile(rf"(?i)\b\d{{4}}{_YEAR_END}[\s,]*{_MONTHS}(?![а-я])"),
    re.compile(rf"(?<![\d.])\d{{1,2}}\.\d{{4}}{_YEAR_END}"),
    re.compile(rf"(?<![\d./-])(?:19[89]\d|20[0-4]\d){_YEAR_END}(?![\d-])"),
)
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{3,})[»”\"]")
_ORGANISATION = re.compile(
    r"(?i)университет|институт(?!\w*да окут)|академия(?!лык)|академии|министр|борбор|\bцентр|колледж"
    r"|фонд\b|агентств|департамент"
    r"|^(?-i:(?:[А-ЯӨҮҢЁ][а-яөүң]{0,3}){1,2}[А-ЯӨҮҢЁ]{2,5})$|^(?-i:[А-ЯӨҮҢA-Z]{3,6})$|^(?:г\.|ш\.)\s|\sш\.$"
)
_EMPTY_PIECE = re.compile(r"(?i)[\d\s.,/-]+|(?:онлайн )?курс(?:у|ы)?|семинар\w*|тренинг\w*|тема\w*:?")
_LONGEST_TITLE = 300


def read_training(cell: Any, today: dt.date) -> Understood:
    """The lines of a training cell as a tuple of TrainingLine; whatever is no full line waits for an officer.

    A line needs a title, hours and the day of its end. A year or month alone counts to its last day, with a note.
    """
    if isinstance(cell, str):
        usual = _USUAL.fullmatch(cell)
        if usual and (line := _usual_line(usual, today)):
            return Understood((line,))
    text = as_text(cell)
    if text.casefold().strip(" .") in _NOTHING:
        return NOTHING
    lines: list[TrainingLine] = []
    unread, is_rough = [], False
    raw = cell if isinstance(cell, str) else text
    for entry in _entries(raw):
        got = _read_entry(entry, today)
        if isinstance(got, dict):
            unread.append(got)
        else:
            line, rough = got
            is_rough |= rough
            lines.append(line)
    found = tuple(lines)
    shown = "; ".join(f"{line.title}, {line.hours}, {line.ended_on:%d.%m.%Y}" for line in lines)
    if unread:
        return Understood(found, "", shown, "training_not_understood", tuple(unread))
    if is_rough:
        return Understood(found, "training_day_missing", shown)
    return Understood(found, "training_several", shown) if len(found) > 1 else Understood(found)


def _usual_line(usual: "re.Match[str]", today: dt.date) -> TrainingLine | None:
    provider, quoted, title, hours, day, month, year, number = usual.groups()
    try:
        ended_on = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    if ended_on > today or not 1 <= int(hours) <= 2000 or (title and ", " in title):
        return None
    kind = "сертификат" if number else ""
    return TrainingLine(quoted or title, int(hours), ended_on, None, provider or "", kind, number or "")


def _entries(text: str) -> list[str]:
    """The cell cut into its lines; a piece that only names a document belongs to the line before it."""
    found: list[str] = []
    for piece in _ENTRIES.split(text):
        piece = " ".join(piece.split()).strip(" ,")
        if not piece:
            continue
        if found and not _HOURS.search(piece) and not _DOCUMENT.sub("", piece).strip(" ,."):
            found[-1] += ", " + piece
        else:
            found.append(piece)
    return found


def _read_entry(entry: str, today: dt.date) -> tuple[TrainingLine, bool] | dict[str, Any]:
    """A line and whether its day was rounded; or, when something is missing, what could be read, as a proposal."""
    rest, kind, number = _without_document(entry)
    rest, span, started_on = without_days(rest, today)
    hours_found = _HOURS.search(rest)
    hours = int(hours_found[1]) if hours_found else None
    if hours_found:
        rest = rest[: hours_found.start()] + "," + rest[hours_found.end() :]
    title, provider = _title_and_provider(rest)
    ended_on = min(span.last, today) if span and span.first <= today and not span.is_day else span and span.last
    if title and hours and 1 <= hours <= 2000 and ended_on and ended_on <= today and span is not None:
        if started_on and started_on > ended_on:
            started_on = None
        line = TrainingLine(
            title[:_LONGEST_TITLE], hours, ended_on, started_on, provider[:250], kind, number[:60], span.month_or_year
        )
        return line, not span.is_day
    return {
        "title": title,
        "hours": hours,
        "ended_on": ended_on.isoformat() if ended_on else None,
        "provider": provider,
        "document_number": number,
    }


def _without_document(entry: str) -> tuple[str, str, str]:
    found = _DOCUMENT.search(entry)
    if not found:
        return entry, "", ""
    word = (found[1] or found[3] or found[5] or "").casefold()
    kind = next((name for stem, name in _KINDS if word.startswith(stem)), "")
    return entry[: found.start()] + entry[found.end() :], kind, found[2] or found[4] or ""


def without_days(entry: str, today: dt.date) -> tuple[str, Span | None, dt.date | None]:
    """Take a period or the last day, month or year out of the text."""
    period = _PERIOD.search(entry)
    if period:
        last = read_span(period[2], today).value
        if last is not None:
            return _cut(entry, period), last, _start_of(period[1], last.first, today)
    for pattern in _MOMENTS:
        found = list(pattern.finditer(entry))
        for moment in reversed(found):
            span = read_span(moment[0].strip(), today).value
            if span is not None:
                return _cut(entry, moment), span, None
    return entry, None, None


def _start_of(written: str, last: dt.date, today: dt.date) -> dt.date | None:
    parts = written.count(".")
    full = (
        written
        if parts == 2 or "-" in written
        else f"{written}.{last:%m.%Y}"
        if parts == 0
        else f"{written}.{last.year}"
    )
    span = read_span(full, today).value
    return span.first if span is not None else None


def _cut(entry: str, found: "re.Match[str]") -> str:
    return f"{entry[: found.start()]},{entry[found.end() :]}"


def _title_and_provider(text: str) -> tuple[str, str]:
    """A quoted text is the title and what is left the provider; else pieces that name an organisation are."""
    quoted = _QUOTED.search(text)
    if quoted and not (len(text) - len(quoted[0]) > 3 * len(quoted[1]) and "," not in text[: quoted.start()]):
        left = _pieces(_QUOTED.sub(",", text, count=1))
        return " ".join(quoted[1].split()), ", ".join(left)
    pieces = _pieces(text)
    providers = [piece for piece in pieces if _ORGANISATION.search(piece)]
    if len(providers) == len(pieces):
        providers = providers[:-1] if len(pieces) > 1 else []
    titles = [piece for piece in pieces if piece not in providers]
    return ", ".join(titles), ", ".join(providers)


def _pieces(text: str) -> list[str]:
    pieces = (" ".join(piece.split()).strip(" .-–—:()") for piece in text.split(","))
    return [piece for piece in pieces if len(piece) > 1 and not _EMPTY_PIECE.fullmatch(piece)]
