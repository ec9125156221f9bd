"""The figures and papers in the text of a training: hours, moments, documents, quoted titles, each with its place."""

import datetime as dt
import re
from dataclasses import dataclass, field

from .moments import MONTHLY, YEAR, Moment, moments_in

HIDDEN = "\ue000"
HOURS = re.compile(
    r"(?i)(?<![\w./№-])(?<!\d,)(\d{1,4})(?:[.,]0+)?\s*-?\s*(?:академиялык\s+|акад\w*\.?\s*)?"
    r"(?:сааттык|саат\w*|час\w*\.?|с\.|ч\.|с|ч|а/ч|ак\.?\s?ч\.?)(?!\w)"
)
_PART_OF_HOURS = re.compile(r"(?i)\d[.,/-]\d*[1-9]\d*\s*(?:саат|час|ч\b|с\b|а/ч)")
_WORDS = r"серт\w*|күбөлүк\w*|кубөлүк\w*|свид\w*|св-в[оа]|удост\w*|уд(?:-е)?|диплом\w*|дипл|справк\w*|спр"
_DOCUMENT = re.compile(
    rf"(?i)(?:\b({_WORDS})(?!\w)\.?\s*:?)?\s*(?:№|\bN\b|#)\s*:?\s*(\w[\w/-]*)"
    rf"|\b({_WORDS})(?!\w)\.?\s+(\d[\w/-]*)(?![.\w])"
    r"|\b(сертификат|серт\.|удостоверение|уд\.|күбөлүк|диплом)(?=\s*(?:[,;)(]|$))"
)
_DAY_OF_DOCUMENT = re.compile(r"(?i)\s*,?\s*(?:от|берилген)\s+")
_KINDS = (
    ("серт", "сертификат"),
    ("күб", "күбөлүк"),
    ("куб", "күбөлүк"),
    ("св", "свидетельство"),
    ("уд", "удостоверение"),
    ("дипл", "диплом"),
    ("спр", "справка"),
)
_WORD_BEFORE = re.compile(r"(?i)(?<!\w)(?!(?:жана|менен|год\w*|жыл\w*)\s)[^\W\d_]{3,}\s+$")
_UNIT_BEHIND = re.compile(r"(?i)\s*-?\s*(?:саат\w*|час\w*|ч|с|а/ч)(?!\w)")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\";\n]+)[»”\"]")


@dataclass
class Parts:
    """A text taken apart. `open_text` is the text as long as before, with what was taken blanked and quotes hidden."""

    text: str
    open_text: str
    quotes: list["re.Match[str]"]
    hours: list["re.Match[str]"] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    papers: list["re.Match[str]"] = field(default_factory=list)
    document_kind: str = ""
    document_number: str = ""
    document_on: dt.date | None = None
    has_too_much: bool = False

    @property
    def figures(self) -> list[tuple[int, int, str]]:
        """Hours and moments in the order of the text: from, to, which."""
        found = [(each.start(), each.end(), "hours") for each in self.hours]
        return sorted(found + [(each.start, each.end, "moment") for each in self.moments])

    @property
    def begins_with_figure(self) -> bool:
        """Whether hours or a moment stand before the first word."""
        word = re.search(rf"[^\W_]|{HIDDEN}", self.open_text)
        return bool(self.figures) and (word is None or self.figures[0][0] <= word.start())

    def rest(self) -> str:
        """What is left of the text, quotes visible again."""
        return "".join(
            shown if hidden == HIDDEN else hidden for shown, hidden in zip(self.text, self.open_text, strict=True)
        )


def taken_apart(text: str, today: dt.date) -> Parts:
    """Find documents, moments and hours, in this order, outside of quoted titles."""
    quotes = [found for found in _QUOTED.finditer(text) if not _tells_figures(found[1], today)]
    open_text = text
    for found in quotes:
        open_text = _blanked(open_text, found.start(1), found.end(1), HIDDEN)
    parts = Parts(text, open_text, quotes)
    _take_documents(parts, today)
    parts.moments = _without_title_years(parts.open_text, moments_in(parts.open_text, today))
    for moment in parts.moments:
        is_hours = moment.rank == YEAR and _UNIT_BEHIND.match(parts.open_text, moment.end)
        parts.has_too_much |= bool(is_hours)  # «2000 саат» are hours, or a year and something else
        parts.open_text = _blanked(parts.open_text, moment.start, moment.end)
    parts.hours = list(HOURS.finditer(parts.open_text))
    parts.has_too_much |= bool(_PART_OF_HOURS.search(parts.open_text))
    for hours in parts.hours:
        parts.open_text = _blanked(parts.open_text, hours.start(), hours.end())
    return parts


def _without_title_years(text: str, moments: list[Moment]) -> list[Moment]:
    """A bare year behind a word is part of a title, like «Agenda 2030», where the end is told better elsewhere."""
    finest = max((each.rank for each in moments), default=0)
    return [each for each in moments if each.rank == finest or not _is_behind_a_word(text, each)]


def _is_behind_a_word(text: str, moment: Moment) -> bool:
    written = text[moment.start : moment.end].strip()
    return written.isdecimal() and bool(_WORD_BEFORE.search(text[: moment.start]))


def _tells_figures(quoted: str, today: dt.date) -> bool:
    """A quoted text with hours or days in it is no title: the quotes may be those of two titles."""
    return bool(HOURS.search(quoted)) or any(each.rank >= MONTHLY for each in moments_in(quoted, today))


def _blanked(text: str, start: int, end: int, mark: str = "") -> str:
    """Take a piece out, as a comma, so that all places stay what they were."""
    length = end - start
    return text[:start] + (mark * length if mark else ",".ljust(length)) + text[end:]


def _take_documents(parts: Parts, today: dt.date) -> None:
    """One document with its kind, number and day; of two the entry has too much."""
    kinds: set[str] = set()
    numbers: list[str] = []
    for found in list(_DOCUMENT.finditer(parts.open_text)):
        word = (found[1] or found[3] or found[5] or "").casefold()
        kinds |= {name for stem, name in _KINDS if word.startswith(stem)}
        numbers += [number for number in (found[2], found[4]) if number]
        end = found.end()
        said = _DAY_OF_DOCUMENT.match(parts.open_text, end)
        if said and (days := moments_in(parts.open_text[said.end() :], today)) and not days[0].start:
            parts.document_on = days[0].first.first if days[0].first and days[0].first.is_day else None
            parts.has_too_much |= parts.document_on is None
            end = said.end() + days[0].end
        parts.open_text = _blanked(parts.open_text, found.start(), end)
        parts.papers.append(found)
    parts.has_too_much |= len(kinds) > 1 or len(numbers) > 1
    parts.document_kind, parts.document_number = ", ".join(sorted(kinds)), ", ".join(numbers)
