"""Training noted as free text in one cell becomes ledger lines, or waits for an officer. Clauses 4.1, 4.3.

A line is taken only when the whole of its text is accounted for: one figure of hours, one day, month, year or period, at
most one document, and words for title and provider. Whatever holds more, or less, waits.
"""

import datetime as dt
import re
from itertools import pairwise
from typing import Any

from .moments import YEAR, Moment
from .records import NOTHING, TrainingLine, Understood, as_text
from .training_parts import Parts, taken_apart

_USUAL = re.compile(
    r"(?:([^,«»\n;\d]{2,80}), «([^«»\n;]{3,300})»|([^,«»\n;№\d]{2,300})), (\d{1,4}) (?:с|ч|саат|час)\.?,"
    r" (\d\d)\.(\d\d)\.(\d{4})(?:, серт\. ?№ ?([\w/-]{1,60}))?"
)
_NOTHING = {"", "-", "–", "—", "жок", "нет", "өткөн эмес", "не проходил", "не проходила", "өтпөгөн"}
_NUMBERING = re.compile(r"(?:^|(?<=[\s.;,]))(\d{1,2})(?:\)|\.(?=\s))\s*(?=\D)")
_ORGANISATION = re.compile(
    r"(?i)университет(?!тин|те\b|тер)|институт(?!\w*да окут|тун\b)|академия(?!лык)|академии|министр|борбор|\bцентр|колледж"
    r"|фонд\b|агентств|департамент"
    r"|^(?-i:(?:[А-ЯӨҮҢЁ][а-яөүң]{0,3}){1,2}[А-ЯӨҮҢЁ]{2,5})$|^(?-i:[А-ЯӨҮҢA-Z]{3,6})$|^(?:г\.|ш\.)\s|\sш\.?$"
    r"|^(?:бишкек|ош|алматы|ташкент|москва|астана|жалал-абад)$"
)
_MAY_BE_TITLE = re.compile(r"[А-ЯӨҮҢA-Z]{2,5}(?:[A-Z]|(?!У)[А-ЯӨҮҢ])")
_SAYS_NOTHING = re.compile(r"(?i)(?:онлайн )?курс(?:у|ы)?|семинар\w*|тренинг\w*|тема\w*:?|жана|и|көлөмү|объем|объём")
_ACADEMIC_YEAR = re.compile(r"(?i)окуу жыл|уч(?:\.|ебн\w*) ?г")
_AND = re.compile(r"(?i)^(?:жана|и)(?:\s+|$)|\s+(?:жана|и)$")
_OTHER_FIGURE = re.compile(r"(?i)\(?\d+\s*(?:кредит|күн|дн|ай\b|мес|апта|жума|нед|модул|зач)")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}[./]\d\d(?!\d)")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_LONGEST = {"title": 300, "provider": 250, "document_number": 60}
_MOST_HOURS = 2000
_LONGEST_CAREER = 70
Proposal = dict[str, Any]


def read_training(cell: Any, today: dt.date) -> Understood:
    """The lines of a training cell as a tuple of TrainingLine; each that is not understood whole is one proposal of the doubt.

    A line needs a title, hours and the day of its end. A year or month alone counts to its last day, with a note.
    """
    if isinstance(cell, str):
        usual = _USUAL.fullmatch(cell)
        if usual and (line := _usual_line(usual, today)):
            return Understood((line,))
    text = as_text(cell)
    if text.casefold().strip(" .") in _NOTHING:
        return NOTHING
    read = [
        each for parts in _entries(cell if isinstance(cell, str) else text, today) for each in _read_piece(parts, today)
    ]
    lines = tuple(each for each in read if isinstance(each, TrainingLine))
    unread = tuple(each for each in read if isinstance(each, dict))
    shown = "; ".join(f"{line.title}, {line.hours}, {line.ended_on:%d.%m.%Y}" for line in lines)
    if unread:
        return Understood(lines, "", shown, "training_not_understood", unread)
    if any(line.ended_within for line in lines):
        return Understood(lines, "training_day_missing", shown)
    note = "date_short_year" if _SHORT_YEAR.search(text) else "training_several" if len(lines) > 1 else ""
    return Understood(lines, note, shown if note else "")


def _usual_line(usual: "re.Match[str]", today: dt.date) -> TrainingLine | None:
    provider, quoted, title, hours, day, month, year, number = usual.groups()
    try:
        ended_on = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    if not _is_past(ended_on, today) or not 1 <= int(hours) <= _MOST_HOURS:
        return None
    if title and (
        _SAYS_NOTHING.fullmatch(title) or (_ORGANISATION.search(title) and not _MAY_BE_TITLE.fullmatch(title))
    ):
        return None
    kind = "сертификат" if number else ""
    return TrainingLine(quoted or title, int(hours), ended_on, None, provider or "", kind, number or "")


def _is_past(day: dt.date, today: dt.date) -> bool:
    return today.year - _LONGEST_CAREER <= day.year and day <= today


def _entries(text: str, today: dt.date) -> list[Parts]:
    """The pieces of a cell by its lines, semicolons and numbering.

    Where no piece is a training of its own and all of them have one figure of hours, they are one training. A piece that
    begins with figures right after one without any may be that one's: it waits.
    """
    whole = taken_apart(" ".join(text.replace(";", ",").split()), today)
    entries = [taken_apart(piece, today) for piece in _pieces_of(text)]
    if len(entries) > 1 and len(whole.hours) < 2 and not any(each.hours and each.moments for each in entries):
        return [whole]
    for one, other in pairwise(entries):
        other.has_too_much |= not one.figures and other.begins_with_figure
    return entries


def _pieces_of(text: str) -> list[str]:
    """Cut at line breaks, semicolons and running numbers; what only names a document belongs to the piece before it."""
    cuts, number = [0], 0
    for found in _NUMBERING.finditer(text):
        if int(found[1]) == number + 1 if number else not text[: found.start()].strip():
            number = int(found[1])
            cuts += [found.start(), found.end()]
    numbered = [text[start:end] for start, end in pairwise([*cuts, len(text)])]
    if number:
        numbered = numbered[2::2]
    found_pieces: list[str] = []
    for piece in (each for one in numbered for each in re.split(r"[\n;]+", one)):
        bare = " ".join(piece.split()).strip(" ,")
        if not bare:
            continue
        if found_pieces and _is_paper(bare):
            found_pieces[-1] += ", " + bare
        else:
            found_pieces.append(bare)
    return found_pieces


def _is_paper(piece: str) -> bool:
    parts = taken_apart(piece, dt.date.max)
    return bool(parts.papers) and not parts.figures and not any(map(str.isalnum, parts.rest()))


def _read_piece(parts: Parts, today: dt.date) -> list[TrainingLine | Proposal]:
    """One training; or several, when hours and moments come in the same order each time: «A, 72 с., 2019, B, 8 с., 2025».

    They are taken only when all of them are understood: else one may have the title or the end of another.
    """
    several = _by_figures(parts, today)
    read = [_read_one(each, today) for each in several]
    if any(isinstance(each, list) for each in read):
        return [proposal for each in several for proposal in _proposals(each, *_title_and_provider(each)[:2], today)]
    return [each for each in read if isinstance(each, TrainingLine)]


def _by_figures(parts: Parts, today: dt.date) -> list[Parts]:
    figures = parts.figures
    kinds = [kind for _start, _end, kind in figures]
    count = len(parts.hours)
    if count < 2 or parts.has_too_much or kinds != kinds[:2] * count or len(set(kinds[:2])) < 2:
        return [parts]
    if parts.begins_with_figure:
        cuts = [start for start, _end, _kind in figures[2::2]]
    else:
        cuts = [_after_paper(parts, end) for _start, end, _kind in figures[1:-1:2]]
        between = [parts.rest()[end:start] for end, (start, _end, _kind) in zip(cuts, figures[2::2], strict=True)]
        if any(len(_pieces(each)) != 1 for each in between):
            return [parts]
    ends = [0, *cuts, len(parts.text)]
    return [taken_apart(parts.text[start:end].strip(" ,.;"), today) for start, end in pairwise(ends)]


def _after_paper(parts: Parts, end: int) -> int:
    """The end of a training: the document that follows its figures still belongs to it."""
    for paper in parts.papers:
        if paper.start() >= end and not any(map(str.isalnum, parts.open_text[end : paper.start()])):
            return paper.end()
    return end


def _read_one(parts: Parts, today: dt.date) -> TrainingLine | list[Proposal]:
    """A line; or, when something is missing or left over, what could be read, as proposals."""
    title, provider, is_clear = _title_and_provider(parts)
    if len(parts.hours) == len(parts.moments) == 1 and title and is_clear and not parts.has_too_much:
        moment, hours = parts.moments[0], int(parts.hours[0][1])
        texts = {"title": title, "provider": provider, "document_number": parts.document_number}
        fits = all(len(texts[name]) <= longest for name, longest in _LONGEST.items())
        ended_on = _end_of(moment, today)
        if fits and ended_on and 1 <= hours <= _MOST_HOURS and not (moment.is_period and moment.rank == YEAR):
            return _line(parts, moment, ended_on, hours, title, provider)
    return _proposals(parts, title, provider, today)


def _end_of(moment: Moment, today: dt.date) -> dt.date | None:
    """The day to which a training counts; a month or year that still lasts counts to the day of reading."""
    span = moment.last
    if span is None or not _is_past(span.first, today):
        return None
    return span.last if span.last <= today else None if span.is_day else today


def _line(parts: Parts, moment: Moment, ended_on: dt.date, hours: int, title: str, provider: str) -> TrainingLine:
    assert moment.first is not None
    assert moment.last is not None
    return TrainingLine(
        title,
        hours,
        ended_on,
        moment.first.first if moment.is_period else None,
        provider,
        parts.document_kind,
        parts.document_number,
        moment.last.month_or_year,
        parts.document_on,
    )


def _proposals(parts: Parts, title: str, provider: str, today: dt.date) -> list[Proposal]:
    """One proposal for each training that the text seems to hold, with what belongs to it by its place."""
    hours = [int(each[1]) for each in parts.hours]
    ends = [_end_of(each, today) for each in parts.moments] or [parts.document_on]
    count = max(len(hours), len(ends))
    titles = [each[1] for each in parts.quotes] if len(parts.quotes) == count else [title] * count
    return [
        {
            "title": titles[index][: _LONGEST["title"]],
            "hours": hours[index] if len(hours) == count else None,
            "ended_on": end.isoformat() if len(ends) == count and (end := ends[index]) else None,
            "provider": provider[: _LONGEST["provider"]],
            "document_number": parts.document_number[: _LONGEST["document_number"]],
        }
        for index in range(count)
    ]


def _title_and_provider(parts: Parts) -> tuple[str, str, bool]:
    """Title, provider, and whether all that is left of the text has gone into them.

    A quoted text is the title and what is left the provider; else pieces that name an organisation are.
    """
    rest = parts.rest()
    if parts.quotes and not _is_within_a_title(parts.quotes[0], rest):
        quoted = parts.quotes[0]
        pieces = _pieces(rest[: quoted.start()] + "," + rest[quoted.end() :])
        is_clear = all(_says_something(piece) and not re.search(r"[«\"“„]", piece) for piece in pieces)
        return " ".join(quoted[1].split()), _joined(pieces), is_clear
    pieces = _pieces(rest)
    titles = [piece for piece in pieces if not _ORGANISATION.search(piece)]
    titles = titles or [piece for piece in pieces if _MAY_BE_TITLE.fullmatch(piece)][:1]
    providers = [piece for piece in pieces if piece not in titles]
    return _joined(titles), _joined(providers), all(map(_says_something, pieces))


def _is_within_a_title(quoted: "re.Match[str]", rest: str) -> bool:
    """A short name in a long text without commas: «Заманбап мектептеги «Kundoluk» системасы»."""
    before, after = rest[: quoted.start()].split(",")[-1], rest[quoted.end() :].split(",")[0]
    return sum(map(str.isalnum, before + after)) > 3 * len(quoted[1])


def _pieces(text: str) -> list[str]:
    """What stands between commas, organisations in brackets as well."""
    pieces = (_bare(piece) for piece in _IN_BRACKETS.sub(_out_of_brackets, text).split(","))
    return [piece for piece in pieces if any(map(str.isalnum, piece)) and not _SAYS_NOTHING.fullmatch(piece)]


def _bare(piece: str) -> str:
    """A piece without the marks and the «and» at its ends, and without half a pair of brackets there."""
    bare = _AND.sub("", " ".join(piece.split()).strip(" .-–—:;"))
    return (bare if bare.count("(") == bare.count(")") else bare.strip("()")).strip(" .-–—:;")


def _out_of_brackets(found: "re.Match[str]") -> str:
    inside = [piece.strip(" .") for piece in found[1].split(",") if any(map(str.isalnum, piece))]
    return f",{found[1]}," if all(map(_ORGANISATION.search, inside)) else found[0]


def _joined(pieces: list[str]) -> str:
    text = ", ".join(pieces)
    return text if text.count("(") == text.count(")") else " ".join(text.replace("(", " ").replace(")", " ").split())


def _says_something(piece: str) -> bool:
    """A piece of figures alone, such as «45» or «2 кредит», is nothing that a training has."""
    return any(map(str.isalpha, piece)) and not _OTHER_FIGURE.match(piece) and not _ACADEMIC_YEAR.search(piece)
