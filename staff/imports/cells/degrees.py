"""Academic degrees and titles from one free cell: «т.и.к., доцент», «канд. техн. наук», «магистр». Clause 1.3.

Only candidate, doctor and PhD are degrees; магистр and «ОшТУнун доценти» are none.
"""

import re
from typing import Any, NamedTuple

from ostu_qualification.core.words.folding import fold
from staff.people.vocabulary import DEGREE_FIELDS, DEGREE_LEVELS, TITLES

from .records import NOTHING, Understood, as_text


class Degree(NamedTuple):
    """Level and field of a degree, and a title; each may be empty."""

    level: str = ""
    field: str = ""
    title: str = ""


def _letters(text: str) -> str:
    return re.sub(r"[^\w]", "", text.casefold())


_ABBREVIATIONS: dict[str, tuple[str, str]] = {}
for _field in DEGREE_FIELDS.values():
    for _level, _written in (
        ("candidate", _field.ky_candidate),
        ("candidate", _field.ru_candidate),
        ("doctor", _field.ky_doctor),
        ("doctor", _field.ru_doctor),
    ):
        _ABBREVIATIONS.setdefault(_letters(_written), (_level, _field.code))
_AMBIGUOUS = {"фик": "candidate", "кфн": "candidate", "фид": "doctor", "дфн": "doctor"}
for _short in _AMBIGUOUS:
    _ABBREVIATIONS.pop(_short, None)

_STEMS = {
    "физмат": "physics_maths",
    "фм": "physics_maths",
    "физикаматем": "physics_maths",
    "физикоматем": "physics_maths",
    "геолминерал": "geology",
    "геологиямин": "geology",
    "геологомин": "geology",
    "гм": "geology",
    "сельскох": "agriculture",
    "сх": "agriculture",
    "айылч": "agriculture",
    "айылчарба": "agriculture",
    "ач": "agriculture",
    "агр": "agriculture",
    "тех": "technical",
    "техн": "technical",
    "хим": "chemistry",
    "биол": "biology",
    "биоло": "biology",
    "геогр": "geography",
    "геол": "geology",
    "экон": "economics",
    "эк": "economics",
    "пед": "pedagogy",
    "псих": "psychology",
    "филол": "philology",
    "фил": "philology",
    "филос": "philosophy",
    "ист": "history",
    "тарых": "history",
    "тар": "history",
    "юр": "law",
    "юрид": "law",
    "мед": "medicine",
    "арх": "architecture",
    "физ": "physics_maths",
    "мат": "physics_maths",
}
_STEMS_BY_LENGTH = sorted(_STEMS, key=len, reverse=True)
_LEVEL_OF = (
    (
        re.compile(
            r"\bph\.?\s?d\b|философии\s*\(phd|профиль боюнча доктор|по профилю|философия доктору|доктор философии"
        ),
        "phd",
    ),
    (re.compile(r"кандидат|\bканд\b|\bк\.\s?н\b|и\.\s?к\b|\bк\.?\s?[\w.-]+\.?\s?н\.?$"), "candidate"),
    (re.compile(r"доктор|\bдокт\b|\bд\.\s?н\b|и\.\s?д\b|\bд\.?\s?[\w.-]+\.?\s?н\.?$"), "doctor"),
)
_NOISE = re.compile(
    r"илимдеринин|илимдин|илим\w*|кандидат\w*|доктор\w*|канд\b|докт\b|наук\w*|и\.\s?к\b|и\.\s?д\b|^к\."
    r"|^д\.|\.?н\.?$|боюнча|[^\w]"
)
_TITLES = {
    "доцент": "docent",
    "доц": "docent",
    "профессор": "professor",
    "проф": "professor",
    "снс": "senior_researcher",
    "улукилимийкызматкер": "senior_researcher",
    "старшийнаучныйсотрудник": "senior_researcher",
    "ассоциированныйпрофессор": "docent",
    "ассоцпроф": "docent",
}
_ABOUT_LEVEL = re.compile(r"илим\w*|кандидат\w*|доктор\w*|\bканд\b|\bдокт\b|наук\w*|\bи\.\s?[кд]\b|боюнча|\bпо\b")
_A_DEGREE = re.compile(r"кандидат|доктор|\bканд\b|\bдокт\b|\bи\.\s?[кд]\b|\b[кд]\.\s?(?=\w)")
_CONTINUED = re.compile(r"мат\w*|мин\w*|хоз\w*|х|чарба\w*|ч|м|м?и[кд]|м?н")
_OF_PHD = re.compile(r"\bph\.?\s?d\b|философии|философия|профил\w*|наук\w*|\bболгон\b")
_BESIDE_PHD = re.compile(r"\bи\.\s?[кд]\b|кандидат|\bканд\b|\b[кд]\.[\w.-]+н\b|\w+ских наук")
_OF_SCIENCES = re.compile(r"наук|илим")
_OF_A_FIELD = {"candidate", "doctor"}
_OF_OSHTU = re.compile(r"ошту|oshtu")
_NO_DEGREE = re.compile(  # asked with folded words, so each is folded here too: «высшее» is «высше»
    rf"^(?:маг(?:истр)?\w*|бакалавр\w*|специалист\w*|адис|аспирант\w*|докторант\w*|соискател\w*"
    rf"|{fold('изденүүчү')}\w*|{fold('phd докторант')}\w*|{fold('жогорку')}.*|{fold('высшее')}.*)$"
)
_NONE = {
    "",
    *map(fold, ("жок", "нет", "б/с", "б/з", "без степени", "без звания", "даражасы жок", "наамы жок", "не имеет")),
}
_SEPARATORS = re.compile(
    r"(?i)[,;/\n]|\s+жана\s+|\s+и\s+(?=доц|проф(?!ил))|\s+[–—-]\s+|(?<!оштунун)(?<!ошту)(?<!нный)(?<!ассоц\.)\s+(?=доц|проф(?!ил)|магистр)"
    r"|(?i:(?<=доцент)|(?<=профессор)|(?<=доц\.)|(?<=проф\.))\s+(?=\w{1,5}\.)"
)
_AROUND_TITLES = re.compile(
    r"доц\w*|проф(?!ил)\w*|ошту\w*|oshtu|университет\w*|ученое|учёное|звание|илимий|наам\w*|окумуштуу|кр|вак|и|о|м|а"
)
_OF_AN_ACADEMY = re.compile(
    r"чл|член\w*|корр\w*|мүчө\w*|академи\w*|нан|ран|уиа|иа|кр|кыргыз\w*|республика\w*|улуттук|илим\w*|национальн\w*|наук"
)
_DEGREE_BESIDE = re.compile(  # asked with folded words
    rf"(?:^| )(?:{'|'.join(sorted({fold(each) for field in DEGREE_FIELDS.values() for each in (field.ky_candidate, field.ru_candidate, field.ky_doctor, field.ru_doctor)}))}"
    r"|канд|кандидат\w*|докт|доктор(?!ант)\w*|доцент\w*|профессор\w*|[кд] [а-я]+ н|[а-я]+ и [кд])(?: |$)"
)
_HONORARY = re.compile(r"мыкты|отличник|эмгек сиңир|заслужен|эмгек син|лауреат|ардак|почет|почёт")


def read_degree(cell: Any) -> Understood:
    """Degree and title from one cell. «ф.и.к.» is philology or philosophy: the level is taken, the field waits."""
    text = as_text(cell)
    if fold(text) in _NONE:
        return NOTHING
    got = Degree()
    notes, unknown, is_ambiguous = [], [], False
    levels: list[tuple[str, str]] = []
    titles: list[str] = []
    for part in _SEPARATORS.split(text):
        found = _read_part(part.strip(" ."))
        if found is None:
            unknown.append(part.strip())
        elif isinstance(found, str):
            notes.append(found)
        else:
            is_ambiguous |= found.field == "?"
            levels += [(found.level, found.field)] * bool(found.level)
            titles += [found.title] * bool(found.title)
            got = Degree(found.level or got.level, found.field or got.field, found.title or got.title)
    if len(set(levels)) > 1:
        several = tuple(
            {"degree_level": level, "degree_field": field.strip("?"), "title": got.title} for level, field in levels
        )
        return Understood(Degree(title=got.title), doubt="degree_not_understood", proposals=several)
    if len(set(titles)) > 1:
        several = tuple({"degree_level": got.level, "degree_field": got.field, "title": each} for each in titles)
        return Understood(got._replace(title=""), doubt="degree_not_understood", proposals=several)
    if is_ambiguous:
        proposals = tuple({"degree_level": got.level, "degree_field": each} for each in ("philology", "philosophy"))
        return Understood(got._replace(field=""), doubt="ambiguous_degree", proposals=proposals)
    if unknown:
        proposal = {"degree_level": got.level, "degree_field": got.field, "title": got.title}
        return Understood(got, doubt="degree_not_understood", proposals=(proposal,))
    if got.level in _OF_A_FIELD and not got.field:
        return _without_field(got, is_sure=got.level == "candidate" or bool(_OF_SCIENCES.search(text.casefold())))
    if got.title.startswith("oshtu_"):
        notes.append("title_of_oshtu")
    return Understood(got, notes[0], _shown(got)) if notes else Understood(got)


def _without_field(got: Degree, *, is_sure: bool) -> Understood:
    """«канд. наук» names no field of science; «доктор» alone may be a doctor of sciences or a PhD: not even the level is sure."""
    if is_sure:
        proposals = ({"degree_level": got.level, "degree_field": ""},)
        return Understood(got, doubt="degree_field_missing", proposals=proposals)
    levels = tuple({"degree_level": each, "degree_field": ""} for each in ("doctor", "phd"))
    return Understood(got._replace(level=""), doubt="degree_field_missing", proposals=levels)


def _shown(got: Degree) -> str:
    return (
        ", ".join(filter(None, (got.level and DEGREE_LEVELS[got.level].ky, got.title and TITLES[got.title].ky))) or "—"
    )


def _read_part(part: str) -> Degree | str | None:
    """One piece of the cell: a degree, a title, the name of a note for what is neither, None when unknown."""
    short = _letters(part)
    if not short:
        return Degree()
    if short in _AMBIGUOUS:
        return Degree(_AMBIGUOUS[short], "?")
    if short in _ABBREVIATIONS:
        return Degree(*_ABBREVIATIONS[short])
    folded = fold(part)
    if folded in _NONE:
        return Degree()
    if _NO_DEGREE.match(folded):
        return None if _DEGREE_BESIDE.search(folded) else "not_a_degree"
    if _HONORARY.search(part.casefold()):
        return None if _DEGREE_BESIDE.search(folded) else "honorary_title"
    return _title(part, short) or _degree(part.casefold())


def _title(part: str, short: str) -> Degree | None:
    if short in _TITLES:
        return Degree(title=_TITLES[short])
    lowered = part.casefold()
    words = re.findall(r"\w+", lowered)
    if "корр" in lowered and ("член" in lowered or "чл" in lowered or "мүчө" in lowered):
        return Degree(title="corresponding_member") if all(map(_OF_AN_ACADEMY.fullmatch, words)) else None
    if "академи" in lowered and "академиялык" not in lowered:
        return Degree(title="academician") if all(map(_OF_AN_ACADEMY.fullmatch, words)) else None
    kind = "professor" if re.search(r"проф(?!ил)", lowered) else "docent" if "доц" in lowered else ""
    if not kind or (kind == "professor" and "доц" in lowered) or not all(map(_AROUND_TITLES.fullmatch, words)):
        return None
    return Degree(title=f"oshtu_{kind}" if _OF_OSHTU.search(lowered) else kind)


def _degree(lowered: str) -> Degree | None:
    level = next((code for pattern, code in _LEVEL_OF if pattern.search(lowered)), "")
    if not level or any(map(str.isdigit, lowered)) or len(_A_DEGREE.findall(lowered)) > 1:
        return None
    if level == "phd":
        return _phd(lowered)
    rest = _NOISE.sub("", lowered)
    if rest in ("ф",):
        return Degree(level, "?")
    field = _field_of(rest)
    is_one = all(_field_of(word) == field or _CONTINUED.fullmatch(word) for word in _words_of_field(lowered))
    return Degree(level, field) if not rest or (field and is_one) else None


def _phd(lowered: str) -> Degree | None:
    """A PhD, with its field where one is named; any other word beside it is asked about."""
    fields = {_field_of(word) for word in _words_of_field(_OF_PHD.sub(" ", lowered))}
    if len(fields) > 1 or "" in fields or _BESIDE_PHD.search(lowered):
        return None
    return Degree("phd", *fields)


def _field_of(word: str) -> str:
    return next((_STEMS[stem] for stem in _STEMS_BY_LENGTH if word.startswith(stem)), "")


def _words_of_field(lowered: str) -> list[str]:
    """The words that name the field of a degree: «физико» and «математических»."""
    return [word for word in re.findall(r"\w+", _ABOUT_LEVEL.sub(" ", lowered)) if word not in ("к", "д", "н")]
