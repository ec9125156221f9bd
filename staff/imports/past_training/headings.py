"""What the heading of a column means in a list of past training: Kyrgyz, Russian and English, compared after folding."""

from functools import lru_cache

from ostu_qualification.core.words.folding import fold
from staff.imports.cells.headings import field_of as field_of_person
from staff.imports.cells.records import as_text

OF_PERSON = frozenset({"number", "pin", "full_name", "family", "given", "patronymic", "unit"})
_LONGEST_HEADING = 90
_EXACT = {
    "number": ("#", "nr"),
    "pin": ("pin", "inn", "personal number", "id number"),
    "full_name": (
        *("name", "full name", "person", "employee", "teacher", "participant", "угуучу", "окуучу", "слушатель"),
        *("окуган кызматкер", "аты-жөнү (толугу менен)", "преподаватель", "окутуучу", "обучающийся"),
    ),
    "family": ("surname", "family name", "last name"),
    "given": ("first name", "given name"),
    "patronymic": ("middle name", "patronymic"),
    "unit": ("department", "unit", "chair", "division"),
    "started_on": ("с", "from", "баш", "start", "башы"),
    "document_on": ("берилген күнү", "берилген датасы", "дата выдачи", "выдан", "issued", "issued on"),
    "ended_on": ("по", "to", "end", "end date", "end day", "чейин", "until", "аягы", "date", "дата", "күнү", "датасы"),
    "hours": ("саат", "ч", "часы", "hours", "көлөмү", "объем", "а/ч"),
    "form": ("форма", "формасы", "түрү", "вид", "form", "type", "kind"),
    "provider": ("кайда", "где", "where", "by whom", "ким өткөргөн"),
    "title": ("аталышы", "название", "наименование", "темасы", "тема", "title", "topic", "курс", "program"),
}
_FIELDS = {fold(words) or words: name for name, several in _EXACT.items() for words in several}
_DOCUMENT = ("документ", "сертификат", "күбөлүк", "свидетель", "удостовер", "диплом", "document", "certificate")
_DAY = ("күнү", "дата", "date", "берилген", "выдач", "issued")
_KIND = ("түрү", "вид", "kind", "type")
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("period", ("мөөнөт", "мезгил", "период", "сроки", "даты", "period", "dates")),
    (
        "provider",
        (
            *("уюм", "организац", "учрежден", "өткөн жер", "өтүлгөн жер", "окуу жай", "место", "провайдер", "provider"),
            *("institution", "organi", "university", "host", "кайда", "окуган жер", "вуз"),
        ),
    ),
    ("country", ("өлкө", "страна", "country", "мамлекет")),
    ("hours", ("саат", "часов", "hour", "көлөм", "объем", "volume")),
    ("started_on", ("башта", "башто", "начал", "start", "begin")),
    (
        "ended_on",
        (
            *("аякта", "аякто", "бүткөн", "бүтүш", "бүтүү", "бүтүм", "оконч", "законч", "конец", "заверш"),
            *("ended", "complet", "finish"),
        ),
    ),
    ("level", ("деңгээл", "уровен", "level")),
    ("form", ("форма", "form", "вид обуч", "түрү")),
    ("title", ("аталыш", "наименован", "тема", "программ", "program", "курс", "course", "title", "topic", "назван")),
)
_KEYWORDS = tuple((name, tuple(fold(word) or word for word in words)) for name, words in _WORDS)
_OF_DOCUMENT, _OF_DAY, _OF_KIND = (tuple(map(fold, words)) for words in (_DOCUMENT, _DAY, _KIND))


@lru_cache(maxsize=4_000)
def field_of(heading: str) -> str:
    """The field that a heading stands for; empty when it is none that a list of past training has."""
    text = as_text(heading)
    folded = fold(text) or text
    if not text or len(text) > _LONGEST_HEADING or sum(map(str.isdigit, text)) > 4:
        return ""
    if folded in _FIELDS:
        return _FIELDS[folded]
    of_person = field_of_person(text)
    if of_person in OF_PERSON:
        return of_person
    padded = f" {folded} "
    if any(word in padded for word in _OF_DOCUMENT):
        if any(word in padded for word in _OF_DAY):
            return "document_on"
        return "document_kind" if any(word in padded for word in _OF_KIND) else "document_number"
    return next((name for name, words in _KEYWORDS if any(word in padded for word in words)), "")
