"""The list of programmes as an office keeps it: one sheet of programmes, one of syllabi. Pure but for messages."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ostu_qualification.core.folding import fold
from ostu_qualification.core.spreadsheets import Sheet

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
_CODES = {name: {fold(word): code for code, words in known.items() for word in words} for name, known in WORDS.items()}
_HEADS = {fold(word): name for name, words in HEADS.items() for word in words}
REQUIRED = ("code", "title_ky", "form", "hours")


@dataclass
class Refusal:
    """A row that cannot come in: where, why, by which clause."""

    sheet: str
    row: int
    kind: str
    message: str
    clause: str = ""


@dataclass
class ProgrammeRow:
    """A programme as the row gives it, with its topics (position, title, kind of session, hours)."""

    sheet: str
    row: int
    values: dict[str, Any]
    topics: list[tuple[int, str, str, int]] = field(default_factory=list)


@dataclass
class ProgrammeSheet:
    """What was read: rows in all, the good ones, the refused ones."""

    rows: int
    accepted: list[ProgrammeRow]
    refused: list[Refusal]


def read_programmes(sheets: list[Sheet]) -> ProgrammeSheet:
    """Read programmes and their syllabi; a row that breaks clause 4.3 or 5.7 is refused with the reason."""
    read = ProgrammeSheet(0, [], [])
    topics: dict[str, list[tuple[int, str, str, int]]] = defaultdict(list)
    for sheet in sheets:
        heads, first = _heads(sheet)
        if {"code", "topic"} <= heads.keys():
            _read_topics(sheet, heads, first, topics, read)
        elif set(REQUIRED) <= heads.keys():
            _read_rows(sheet, heads, first, read)
    for row in read.accepted:
        row.topics = topics.get(row.values["code"], [])
    return read


def _heads(sheet: Sheet) -> tuple[dict[str, int], int]:
    """The columns by meaning and the index of the first row of data."""
    for index, row in enumerate(sheet.rows[:20]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = _HEADS.get(fold(str(cell))) if cell is not None else None
            if name and name not in found:
                found[name] = column
        if "code" in found and len(found) >= 3:
            return found, index + 1
    return {}, 0


def _read_rows(sheet: Sheet, heads: dict[str, int], first: int, read: ProgrammeSheet) -> None:
    seen: dict[str, int] = {}
    for index, cells in enumerate(sheet.rows[first:], first):
        values = {name: cells[column] if column < len(cells) else None for name, column in heads.items()}
        if all(value is None for value in values.values()):
            continue
        read.rows += 1
        refusal = _understand(values) or _twice(values, seen)
        if refusal:
            read.refused.append(Refusal(sheet.name, index + 1, *refusal))
        else:
            seen[str(values["code"])] = index + 1
            read.accepted.append(ProgrammeRow(sheet.name, index + 1, values))


def _twice(values: dict[str, Any], seen: dict[str, int]) -> tuple[str, str, str] | None:
    code = str(values["code"])
    if code in seen:
        return (
            "same_code_twice",
            _("The code %(code)s stands already in row %(row)s.") % {"code": code, "row": seen[code]},
            "",
        )
    return None


def _understand(values: dict[str, Any]) -> tuple[str, str, str] | None:
    """Turn words into codes in place; the reason of a refusal, or None."""
    for name in REQUIRED:
        if values.get(name) is None:
            return f"{name}_missing", _("This cell must be filled in: %(head)s.") % {"head": HEADS[name][0]}, ""
    values["code"] = str(values["code"]).strip()
    for name in ("form", "kind", "mode", "attestation_form"):
        written = values.get(name)
        if written is None:
            continue
        code = _CODES[name].get(fold(str(written)))
        if code is None:
            return (
                f"{name}_unknown",
                _("“%(written)s” is not known in the column “%(head)s”.")
                % {"written": written, "head": HEADS[name][0]},
                "",
            )
        values[name] = code
    try:
        values["hours"] = int(values["hours"])
    except (TypeError, ValueError):
        return "hours_not_understood", _("“%(written)s” is no number of hours.") % {"written": values["hours"]}, ""
    for name in ("price_own", "price_outside"):
        try:
            values[name] = round(float(str(values.get(name) or 0).replace(",", ".").replace(" ", "")), 2)
        except ValueError:
            return "price_not_understood", _("“%(written)s” is no price.") % {"written": values[name]}, ""
    level = str(values.get("level") or "").strip()
    values["level"] = int(level) if level in ("1", "2", "3") else None
    values["kind"] = values.get("kind") or "course"
    values["mode"] = values.get("mode") or "alongside"
    values["attestation_form"] = values.get("attestation_form") or {"short": "exam", "internship": "report"}.get(
        values["form"], "attestation_and_exam"
    )
    if values["form"] == "internship":
        values["kind"] = "internship"
    problems = rules.problems(form=values["form"], hours=values["hours"], attestation_form=values["attestation_form"])
    if "hours" in problems:
        return "hours_outside_form", str(problems["hours"]), "4.3"
    if "attestation_form" in problems:
        return "attestation_outside_form", str(problems["attestation_form"]), "5.7"
    return None


def _read_topics(
    sheet: Sheet,
    heads: dict[str, int],
    first: int,
    topics: dict[str, list[tuple[int, str, str, int]]],
    read: ProgrammeSheet,
) -> None:
    for index, cells in enumerate(sheet.rows[first:], first):
        values = {name: cells[column] if column < len(cells) else None for name, column in heads.items()}
        code, title, hours = values.get("code"), values.get("topic"), values.get("hours")
        if code is None and title is None:
            continue
        kind = _CODES["session_kind"].get(fold(str(values.get("session_kind") or "")))
        if kind is None or not isinstance(hours, int) or hours < 1 or title is None:
            message = _("The topic needs a title, a known kind of session (clause 5.6) and whole hours.")
            read.refused.append(Refusal(sheet.name, index + 1, "topic_not_understood", message, "5.6b"))
            continue
        known = topics[str(code).strip()]
        known.append((len(known) + 1, str(title), kind, hours))
