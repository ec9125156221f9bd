"""The list of programmes as an office keeps it: one sheet of programmes, one of syllabi. Pure but for messages."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ostu_qualification.core.sheets.spreadsheets import BrokenCell, NotASpreadsheet, Sheet, without_heading
from ostu_qualification.core.words.folding import Words, look_of
from staff.ledger.levels import UnknownLevel, read_level

from . import forms_of_training as rules

HEADS = {
    "code": ("код", "шифр", "code"),
    "title_ky": ("аталышы кыргызча", "аталышы", "кыргызча"),
    "title_ru": ("название русский", "название", "русский"),
    "title_en": ("title english", "title", "english"),
    "form": ("формасы", "форма", "form"),
    "kind": ("түрү", "вид", "kind"),
    "level": ("деңгээл", "уровень", "level"),
    "hours": ("саат", "часы", "көлөмү", "hours"),
    "mode": ("окуу тартиби", "режим", "mode"),
    "attestation_form": ("аттестация", "attestation"),
    "price_own": ("баасы ошту", "баасы", "цена"),
    "price_outside": ("баасы сырткы", "цена внешняя"),
    "topic": ("тема", "topic"),
    "session_kind": ("сабактын түрү", "вид занятия"),
    "position": ("№", "n", "номер"),
}
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "form": {
        "short": ("кыска мөөнөттүү", "кыска мөөнөттүү курс", "краткосрочный", "краткосрочный курс", "short"),
        "thematic": ("тематикалык", "тематикалык курс", "тематический", "тематический курс", "thematic"),
        "long": ("узак мөөнөттүү", "узак мөөнөттүү программа", "долгосрочный", "долгосрочная программа", "long"),
        "internship": ("стажировка", "internship"),
    },
    "kind": {
        "course": ("курс", "course"),
        "seminar": ("семинар", "seminar"),
        "conference": ("конференция", "conference"),
        "forum": ("форум", "forum"),
        "congress": ("конгресс", "congress"),
        "internship": ("стажировка", "internship"),
    },
    "mode": {
        "full_release": ("жумуштан толук бошотуп", "өзүнчө", "толук бошотуп", "с отрывом от работы", "full release"),
        "partial_release": ("жарым-жартылай бошотуп", "жарым-жартылай", "с частичным отрывом", "partial release"),
        "alongside": ("негизги жумушунан тоскоолдук жаратпастан", "без отрыва от работы", "alongside work"),
        "distance": ("дистанттык технологияларды колдонуу менен", "дистанттык", "дистанционно", "distance"),
    },
    "attestation_form": {
        "exam": ("экзамен", "exam"),
        "test": ("тест", "test"),
        "essay": ("эссе коргоо", "эссе", "защита эссе", "essay defence"),
        "attestation_and_exam": ("аттестация жана экзамен", "аттестация и экзамен", "attestation and exam"),
        "report": ("отчет", "отчёт", "стажировканын отчету", "report"),
    },
    "session_kind": {
        "lecture": ("лекция", "lecture"),
        "theory_seminar": ("теориялык семинар", "теоретический семинар"),
        "method_seminar": ("методикалык семинар", "методический семинар"),
        "practice": ("практикалык сабак", "практическое занятие"),
        "laboratory": ("лабораториялык сабак", "лабораторное занятие"),
        "game": ("оюн", "игра"),
        "discussion": ("тематикалык талкуу", "тематическая дискуссия"),
        "interview": ("интервью", "interview"),
        "consultation": ("консультация", "consultation"),
        "independent": ("өз алдынча иш", "самостоятельная работа"),
    },
}
_CODES = {name: Words(known) for name, known in WORDS.items()}
_HEADS = Words(HEADS)
REQUIRED = ("code", "title_ky", "form", "hours")
ATTESTATIONS = {
    "short": "exam",
    "internship": "report",
    "thematic": "attestation_and_exam",
    "long": "attestation_and_exam",
}
_LONGEST_TOPIC = 300
_HOURS = re.compile(r"(\d{1,4})\s*(?:саат\w*|час\w*|ч|с|hours?|h|а/ч)?\.?", re.IGNORECASE)
_PRICE = re.compile(r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(?:сом\w*|с|som|kgs)?\.?", re.IGNORECASE)


class Why(NamedTuple):
    """Why a row is refused: kind, words, clause."""

    kind: str
    message: str
    clause: str = ""


class _Refused(Exception):
    """A cell that cannot be taken."""

    def __init__(self, kind: str, message: str, clause: str = "") -> None:
        super().__init__(message)
        self.why = Why(kind, message, clause)


@dataclass
class Refusal:
    """A row that cannot come in: where, why, by which clause."""

    sheet: str
    row: int
    kind: str
    message: str
    clause: str = ""


class Topic(NamedTuple):
    """A line of a syllabus."""

    position: int
    title: str
    session_kind: str
    hours: int


@dataclass
class ProgrammeRow:
    """A programme as the row gives it, with the topics that the list has for it."""

    sheet: str
    row: int
    values: dict[str, Any]
    topics: list[Topic] = field(default_factory=list)


@dataclass
class ProgrammeSheet:
    """What was read: rows in all, the good ones, the refused ones, and every code that a row of programmes names.

    Sheets and columns that hold something and were not read are named.
    """

    rows: int = 0
    accepted: list[ProgrammeRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    unread_sheets: list[str] = field(default_factory=list)
    unknown_columns: dict[str, list[str]] = field(default_factory=dict)


def read_programmes(sheets: list[Sheet]) -> ProgrammeSheet:
    """Read programmes and their syllabi; a row that breaks clause 4.3 or 5.7 is refused with the reason.

    Raises NotASpreadsheet where no sheet has the columns of programmes.
    """
    read = ProgrammeSheet()
    lines: list[_Line] = []
    headed = [(sheet, *_heads(sheet)) for sheet in sheets]
    programmes = [each for each in headed if set(REQUIRED) <= each[1].keys() and "topic" not in each[1]]
    for sheet, heads, first in programmes:
        _read_rows(sheet, heads, first, read)
    for sheet, heads, first in headed:
        if {"code", "topic"} <= heads.keys():
            lines += _read_topics(sheet, heads, first, read)
        elif all(sheet is not each for each, _heads_of, _first in programmes):
            read.unread_sheets += [sheet.name] * any(cell is not None for row in sheet.rows for cell in row)
            continue
        if unknown := _unknown(sheet, heads, first):
            read.unknown_columns[sheet.name] = unknown
    if not programmes:
        heading = ", ".join(HEADS[name][0] for name in REQUIRED)
        raise NotASpreadsheet(
            _("No programmes were found. A sheet needs the columns: %(columns)s.") % {"columns": heading}
        )
    _hand_out(lines, read)
    return read


def _heads(sheet: Sheet) -> tuple[dict[str, int], int]:
    """The columns by meaning and the index of the first row of data."""
    for index, row in enumerate(sheet.rows[:20]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = _HEADS[cell] if cell is not None else None
            if name and name not in found:
                found[name] = column
        if "code" in found and len(found) >= 3:
            return found, index + 1
    return {}, 0


def _unknown(sheet: Sheet, heads: dict[str, int], first: int) -> list[str]:
    """The headings of the columns that were not read; the letters of those that have none."""
    heading = {column: str(cell) for column, cell in enumerate(sheet.rows[first - 1]) if cell is not None}
    unread = [text for column, text in heading.items() if column not in heads.values()]
    return [*unread, *without_heading(sheet.rows[first:], heading).values()]


def _cells(cells: list[Any], heads: dict[str, int]) -> dict[str, Any]:
    """What a row says, by meaning. Raises _Refused for a cell that holds an error or a formula without its result."""
    values = {name: cells[column] if column < len(cells) else None for name, column in heads.items()}
    for name, cell in values.items():
        if isinstance(cell, BrokenCell) and name != "position":
            column = get_column_letter(heads[name] + 1)
            message = (
                _(
                    "Column %(column)s: a formula without its result. Open the list in Excel, save it and import it again."
                )
                if cell.kind == "cell_formula"
                else _("Column %(column)s: an error of Excel. Put it right in the list and import it again.")
            )
            raise _Refused(cell.kind, message % {"column": column})
    return values


def _read_rows(sheet: Sheet, heads: dict[str, int], first: int, read: ProgrammeSheet) -> None:
    seen: dict[str, tuple[str, int]] = {}
    for number, cells in enumerate(sheet.rows[first:], first + 1):
        if all(column >= len(cells) or cells[column] is None for column in heads.values()):
            continue
        read.rows += 1
        read.codes.add(str(cells[heads["code"]]) if heads["code"] < len(cells) else "")
        try:
            values = _understand(_cells(cells, heads))
            _refuse_twin(values["code"], seen)
        except _Refused as problem:
            read.refused.append(Refusal(sheet.name, number, *problem.why))
        else:
            seen[look_of(values["code"])] = values["code"], number
            read.accepted.append(ProgrammeRow(sheet.name, number, values))


def _refuse_twin(code: str, seen: dict[str, tuple[str, int]]) -> None:
    """Refuse a code that stands in the list already, or one that only looks like it."""
    other, row = seen.get(look_of(code), (code, 0))
    if other != code:
        message = _("The code looks like %(other)s in row %(row)s, but is written in other letters or signs.")
        raise _Refused("code_looks_alike", message % {"other": other, "row": row})
    if row:
        message = _("The code %(code)s stands already in row %(row)s.") % {"code": code, "row": row}
        raise _Refused("same_code_twice", message)


def _understand(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a programme; a blank cell says nothing. Raises _Refused."""
    for name in REQUIRED:
        if values.get(name) is None:
            raise _Refused(f"{name}_missing", _("This cell must be filled in: %(head)s.") % {"head": HEADS[name][0]})
    found: dict[str, Any] = {
        name: str(values[name]) for name in ("code", "title_ky", "title_ru", "title_en") if values.get(name) is not None
    }
    for name in ("form", "kind", "mode", "attestation_form"):
        if values.get(name) is not None:
            found[name] = _code(name, values[name])
    found["hours"] = _hours(values["hours"])
    for name in ("price_own", "price_outside"):
        if values.get(name) is not None:
            found[name] = _price(values[name])
    try:
        found["level"] = read_level(str(values.get("level") or ""))
    except UnknownLevel as problem:
        message = _("“%(written)s” is no level: 1, 2 or 3.") % {"written": problem}
        raise _Refused("level_unknown", message, "4.5") from problem
    if found["form"] == "internship":
        found["kind"] = "internship"
    attestation_form = found.get("attestation_form", ATTESTATIONS[found["form"]])
    wrong = rules.problems(form=found["form"], hours=found["hours"], attestation_form=attestation_form)
    if "hours" in wrong:
        raise _Refused("hours_outside_form", str(wrong["hours"]), "4.3")
    if "attestation_form" in wrong:
        raise _Refused("attestation_outside_form", str(wrong["attestation_form"]), "5.7")
    return found


def _code(name: str, written: Any) -> str:
    code = _CODES[name][written]
    if code is None:
        message = _("“%(written)s” is not known in the column “%(head)s”.")
        raise _Refused(f"{name}_unknown", message % {"written": written, "head": HEADS[name][0]})
    return code


def _hours(written: Any) -> int:
    """Whole hours; a fraction is refused rather than rounded. Clause 4.3."""
    if isinstance(written, int) and not isinstance(written, bool):
        return written
    found = _HOURS.fullmatch(written) if isinstance(written, str) else None
    if found:
        return int(found[1])
    if isinstance(written, float):
        raise _Refused("hours_not_whole", _("“%(written)s” is no whole number of hours.") % {"written": written}, "4.3")
    raise _Refused("hours_not_understood", _("“%(written)s” is no number of hours.") % {"written": written}, "4.3")


def _price(written: Any) -> Decimal:
    """Som and tyiyn. «1.500» may be one and a half or fifteen hundred, so it is refused."""
    price: Decimal | None = None
    if isinstance(written, str):
        found = _PRICE.fullmatch(written)
        price = Decimal(f"{found[1].replace(' ', '')}.{found[2] or 0}") if found else None
    elif isinstance(written, int | float) and not isinstance(written, bool) and math.isfinite(written):
        price = Decimal(str(written))
    if price is None or price < 0 or price != round(price, 2):
        message = _("“%(written)s” is no price. Write it in som, for example 1500 or 1500,50.")
        raise _Refused("price_not_understood", message % {"written": written})
    return round(price, 2)


class _Line(NamedTuple):
    """A line of a syllabus with its place and the code of its programme."""

    sheet: str
    row: int
    code: str
    title: str
    session_kind: str
    hours: int


def _read_topics(sheet: Sheet, heads: dict[str, int], first: int, read: ProgrammeSheet) -> list[_Line]:
    """The lines of a sheet of syllabi. Clause 5.6b."""
    found = []
    told = [column for name, column in heads.items() if name != "position"]
    for number, cells in enumerate(sheet.rows[first:], first + 1):
        if all(column >= len(cells) or cells[column] is None for column in told):
            continue
        try:
            found.append(_Line(sheet.name, number, *_topic(_cells(cells, heads))))
        except _Refused as problem:
            read.refused.append(Refusal(sheet.name, number, *problem.why))
    return found


def _topic(values: dict[str, Any]) -> tuple[str, str, str, int]:
    """Code of the programme, title, kind of session and hours of a topic. Raises _Refused. Clause 5.6b."""
    code, title, hours = values.get("code"), values.get("topic"), values.get("hours")
    kind = _CODES["session_kind"][values.get("session_kind") or ""]
    if code is None:
        raise _Refused("topic_without_code", _("The topic has no code of a programme."), "5.6b")
    if kind is None or not isinstance(hours, int) or hours < 1 or title is None:
        message = _("The topic needs a title, a known kind of session (clause 5.6) and whole hours.")
        raise _Refused("topic_not_understood", message, "5.6b")
    if len(str(title)) > _LONGEST_TOPIC:
        message = _("The topic has more than %(limit)s letters. Shorten it.") % {"limit": _LONGEST_TOPIC}
        raise _Refused("topic_too_long", message, "5.6b")
    return str(code), str(title), kind, hours


def _hand_out(lines: list[_Line], read: ProgrammeSheet) -> None:
    """Give each programme its topics; those of a code that no row of programmes has are refused one by one."""
    topics: dict[str, list[Topic]] = defaultdict(list)
    alike = {look_of(code): code for code in read.codes}
    for line in lines:
        if line.code in read.codes:
            topics[line.code].append(Topic(len(topics[line.code]) + 1, line.title, line.session_kind, line.hours))
            continue
        message = _("No row of programmes has the code %(code)s.")
        if other := alike.get(look_of(line.code)):
            message = _("No row of programmes has the code %(code)s; %(other)s only looks like it.")
        said = message % {"code": line.code, "other": other}
        read.refused.append(Refusal(line.sheet, line.row, "topic_of_unknown_code", said, "5.6b"))
    for row in read.accepted:
        row.topics = topics[row.values["code"]]
