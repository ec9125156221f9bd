"""The unit a list is about, from its title in Kyrgyz or Russian: in the nominative, without the decoration."""

import re

from ostu_qualification.core.words.folding import fold

from .records import RosterUnit

_DECORATION = re.compile(
    r"(?i)\s*[:–—-]?\s*(?:(?:профессордук-окутуучулук|окуу-көмөкчү)\s+(?:курам|кызматкер)\w*\s*(?:жана)?\s*)*"
    r"(?:\b(?:пок|окк|ппс|увп)\b\s*(?:жана|и|,)?\s*)*(?:кызматкерлеринин|кызматкерлердин|жамаатынын|окутуучуларынын"
    r"|кызматкерлери|окутуучулары|жамааты)?\s*"
    r"(?:штаттык\s+|тизмелик\s+)?(?:тизмеси|тизме|курамы)?\s*$"
)
_RUSSIAN_LIST = re.compile(
    r"(?i)^(?:штатный\s+)?(?:список|состав|штат|сведения\s+о)\s*(?:штатных\s+)?"
    r"(?:сотрудник(?:ов|ах)|работников|преподавателей|ппс(?:\s+и\s+увп)?|персонала|кадров)?\s*"
)
_ACADEMIC_YEAR = re.compile(
    r"(?i)\(?\b20\d\d\s*[-–—/]\s*(?:20)?\d\d\b\s*-?\s*(?:окуу\s+жыл\w*|уч\w*\.?\s+г\w*\.?)?\s*,?\)?"
)
_DAY = re.compile(
    r"(?i)\(?(?:на\s+)?\b\d{1,2}\.\d{1,2}\.20\d\d\b\s*(?:г\.|ж\.|-?жылга карата)?\)?"
    r"|на 20\d\d\s*(?:г\w*\.?|год)|20\d\d-?жыл\w*\s*(?:үчүн)?"
)
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]+)[»”\"]")
_DEPARTMENT = re.compile(r"(?i)\bкафедр\w*")
_KYRGYZ_DEPARTMENT = re.compile(r"(?i)^(?:«)?(.+?)(?:»)?\s+кафедра(?:сы|сынын|нын)?\s*$")
_RUSSIAN_DEPARTMENT = re.compile(r"(?i)^кафедр[аыеу]\s*:?\s*[«\"]?(.+?)[»\"]?$")
_SUBJECT_GROUP = re.compile(r"(?i)\bпцо(?:су|нун|сунун)?\b|\bпцк\b|предметно-цикл|предметтик-цикл")
_KINDS = (
    ("subject_group", _SUBJECT_GROUP),
    ("department", _DEPARTMENT),
    ("college", re.compile(r"(?i)колледж")),
    (
        "office",
        re.compile(
            r"(?i)бөлүм|болум|\bотдел|башкармалы|управлени|китепкана|библиотек|бухгалтери|кеңсе|канцеляри"
            r"|ректорат|архив|борбор|\bцентр"
            r"|деканат|департамент|кызматы\b|сектор|служба|гараж|мастерск|редакци|комендат|жатакана|общежити"
            r"|лаборатория\b"
        ),
    ),
    ("institute", re.compile(r"(?i)институт|факультет")),
)
_UNIVERSITY = re.compile(
    r"(?i)^(?:(?:кр|кыргыз республикасы\w*|м\. ?м\. ?адышев\w*|академик\s.*|атындагы|министерство.*"
    r"|илим.*министрлиги)\s*)*"
    r"(?:ош(?:ский)? технолог\w+ (?:университет\w*)(?:\s+им\w*\.?.*)?|ошту)$"
)
_NO_UNIT = re.compile(
    r"(?i)бекитем|утвержда|макулда|согласован|ректор\b|проректор|^\s*штат\w*\s*$|министрлиги|министерство"
    r"|приложение|тиркеме|^протокол"
)
_KYRGYZ_GENITIVES = (
    (
        re.compile(
            r"(?i)(бөлүмү|кафедрасы|башкармалыгы|борбору|колледжи|институту|факультети|сектору|кызматы"
            r"|департаменти)н[иыуү]н$"
        ),
        r"\1",
    ),
    (
        re.compile(
            r"(?i)(бөлүм|колледж|институт|факультет|отдел|сектор|архив|деканат|ректорат|департамент)[дт][иыуү]н$"
        ),
        r"\1",
    ),
    (re.compile(r"(?i)(китепкана|бухгалтерия|канцелярия|лаборатория|жатакана|кафедра|кеңсе)н[иыуү]н$"), r"\1"),
)
_RUSSIAN_GENITIVES = (
    ("отдела", "Отдел"), ("управления", "Управление"), ("библиотеки", "Библиотека"), ("колледжа", "Колледж"),
    ("бухгалтерии", "Бухгалтерия"), ("канцелярии", "Канцелярия"), ("центра", "Центр"), ("института", "Институт"),
    ("факультета", "Факультет"), ("деканата", "Деканат"), ("ректората", "Ректорат"), ("архива", "Архив"),
    ("департамента", "Департамент"), ("службы", "Служба"), ("лаборатории", "Лаборатория"), ("сектора", "Сектор"),
)  # fmt: skip
_RUSSIAN_ADJECTIVES = ((re.compile(r"(?i)ого$"), "ый"), (re.compile(r"(?i)его$"), "ий"), (re.compile(r"(?i)ой$"), "ая"))
_KYRGYZ_SIGNS = re.compile(r"(?i)[ңөү]|кафедрасы|\bжана\b|бөлүмү|колледжи\b")
_RUSSIAN_SIGNS = re.compile(r"(?i)\b(?:и|по|кафедра|отдел|управление|библиотека)\b|(?:ый|ая|ое|ие|ов|ция|ство)\b|щ")
_PREFIX = re.compile(
    r"(?i)^(?:түзүмдүк бөлүм\w*|структуралык бөлүм\w*|структурно\w+ подразделени\w+|подразделени\w+)\s*(?::\s*|(?=[«\"]))"
)
_AROUND = re.compile(r"^[«\"“„]([^«»\"“”„]+)[»\"”]$")
_INSTITUTE = re.compile(r"[А-ЯӨҮҢ]{2,4}И")
_SHORT = 4
_NUMBERING = re.compile(r"^(?:\d{1,2}|[IVXІ]{1,4})\s*[.)]\s*")
_SHEET_NUMBER = re.compile(r"^\s*\d+\s*[.)_-]?\s+")


def is_title_of_university(text: str) -> bool:
    """Whether a title row names the University itself."""
    return bool(_UNIVERSITY.match(text.strip(" «».,")))


def unit_from_title(title: str, hint: str = "") -> RosterUnit | None:
    """The unit that a title row names, or None when it names none.

    >>> unit_from_title("Список сотрудников кафедры «Чёрная металлургия»").name
    'Чёрная металлургия'
    >>> unit_from_title("Кадрлар бөлүмүнүн кызматкерлеринин тизмеси").name
    'Кадрлар бөлүмү'
    """
    text = _DAY.sub(" ", _ACADEMIC_YEAR.sub(" ", _NUMBERING.sub("", " ".join(title.split())))).strip(" .,:;")
    text = _AROUND.sub(r"\1", _PREFIX.sub("", text).strip()).strip()
    if len(text) < 3 or is_title_of_university(text):
        return None
    kind = next((code for code, pattern in _KINDS if pattern.search(text)), "")
    if not kind or (_NO_UNIT.search(text) and kind not in {"department", "office"}):
        return None
    bare = _RUSSIAN_LIST.sub("", _DECORATION.sub("", text)).strip(" .,:;–—-") or text
    name = _department_name(bare) if kind == "department" else _nominative(bare)
    return RosterUnit(_capital(name), kind, language_of(name, title), hint) if len(name) > 1 else None


def unit_from_cell(text: str, kind: str = "", hint: str = "") -> RosterUnit:
    """A unit named in a column of its own; taken as a department when nothing says otherwise."""
    found = unit_from_title(text, hint)
    if found:
        return found
    name = _capital(" ".join(text.split()).strip(' «»".'))
    kind = kind or ("institute" if _INSTITUTE.fullmatch(name) else "department")
    return RosterUnit(name, kind, language_of(name), hint)


def unit_from_sheet(sheet_name: str) -> RosterUnit:
    """The unit after which a sheet is named, where no title row tells."""
    hint = sheet_hint(sheet_name)
    return unit_from_cell(hint, hint=hint)


def sheet_hint(sheet_name: str) -> str:
    """A sheet's name without its running number."""
    return _SHEET_NUMBER.sub("", sheet_name).strip()


def _department_name(text: str) -> str:
    quoted = _QUOTED.search(text)
    if quoted:
        return quoted[1].strip()
    kyrgyz = _KYRGYZ_DEPARTMENT.match(text)
    if kyrgyz:
        return kyrgyz[1].strip(" «»")
    russian = _RUSSIAN_DEPARTMENT.match(text)
    return russian[1].strip(" «»") if russian else text


def _nominative(text: str) -> str:
    """«бөлүмүнүн» → «бөлүмү», «отдела кадров» → «Отдел кадров», «научной библиотеки» → «Научная библиотека»."""
    for pattern, form in _KYRGYZ_GENITIVES:
        text = pattern.sub(form, text)
    words = text.split(" ")
    for genitive, word in _RUSSIAN_GENITIVES:
        lowered = [each.casefold() for each in words]
        if genitive in lowered:
            at = lowered.index(genitive)
            before = [_agreeing(each, word) for each in words[:at]]
            return " ".join([*before, word if at == 0 else word.casefold(), *words[at + 1 :]])
    return text


def _agreeing(adjective: str, noun: str) -> str:
    if noun.endswith("ие"):
        return re.sub(r"(?i)ого$", "ое", adjective)
    for pattern, ending in _RUSSIAN_ADJECTIVES:
        if pattern.search(adjective):
            return pattern.sub(ending, adjective)
    return adjective


def _capital(text: str) -> str:
    """A capital letter first; a name all in capitals is put in small ones, but for its abbreviations: «IT, АКИ»."""
    words = text.split(" ")
    if text.isupper() and any(len(word) > _SHORT for word in words):
        text = " ".join(
            word if 1 < len(word.strip("()«»,.")) <= _SHORT - 1 and not _is_word(word) else word.lower()
            for word in words
        )
    return text[:1].upper() + text[1:]


def _is_word(word: str) -> bool:
    return word.casefold().strip("(),.") in {"жана", "и", "же", "по", "о", "об", "в", "на", "их", "для", "үчүн"}


def language_of(name: str, title: str = "") -> str:
    """ky or ru, by the letters and endings of a name and the title around it."""
    for text in (name, title):
        if _KYRGYZ_SIGNS.search(text):
            return "ky"
        if _RUSSIAN_SIGNS.search(text):
            return "ru"
    return "ky"


def same_unit(one: str, other: str) -> bool:
    """Whether two names differ only in letters that are written either way."""
    return fold(one) == fold(other)
