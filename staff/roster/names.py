"""Names of people as lists write them: order, initials, «уулу» and «кызы», letters of the wrong alphabet."""

import re
from typing import Any, NamedTuple

from ostu_qualification.core.folding import fold

from .records import Understood, as_text


class Name(NamedTuple):
    """A name in its parts; the patronymic may be empty, the family name may hold a space; sex where the name tells."""

    family: str
    given: str
    patronymic: str = ""
    sex: str = ""
    remark: str = ""


_UPPER = "А-ЯЁӨҮҢҚҒҲЎ"
_LOWER = "а-яёөүңқғҳў"
_WORD = rf"[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?"
_PLAIN = re.compile(rf"({_WORD}) ({_WORD}) ([{_UPPER}][{_LOWER}]+(?:(вич|ьич|мич)|(?:вна|чна)))")
_PATRONYMIC = re.compile(r"(?:(.*(?:вич|ич))|.*(?:вна|чна))$")
_MALE_FAMILY = re.compile(r"(?:ов|ев|ёв|ин|ын|ский|ой)$")
_FEMALE_FAMILY = re.compile(r"(?:ова|ева|ёва|ина|ына|ская)$")
_SON, _DAUGHTER = "уулу", "кызы"
_CHILD = {"уулу": _SON, "у.": _SON, "у": _SON, "улуу": _SON, "улу": _SON, "кызы": _DAUGHTER, "к.": _DAUGHTER}
_CHILD |= {"к": _DAUGHTER, "кыз": _DAUGHTER, "уул": _SON, "уулуу": _SON, "ууулу": _SON}
_LOOKALIKES = str.maketrans("AaBEeKMHOoPpCcTXxyY", "АаВЕеКМНОоРрСсТХхуУ")
_CYRILLIC = re.compile(rf"[{_UPPER}{_LOWER}]")
_LATIN = re.compile(r"[A-Za-z]")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")
_INITIALS = re.compile(rf"([{_UPPER}])\.\s*(?:([{_UPPER}])\.?)?$")
_NUMBERING = re.compile(r"^\d{1,4}\s*[.)]\s*")
_VACANCY = {"вакансия", "вакант", "вакантная", "вакантно", "бош орун", "бош", "бош кызмат орду", "вакантное место"}
_NOBODY = {"", "-", "–", "—", "?", "жок", "нет"}


def read_name(cell: Any) -> Understood:
    """The parts of a full name written in one cell. A doubt names why there is no name: missing, vacancy, incomplete.

    >>> read_name("Мукамидин к. Нурзада").value[:2]
    ('Мукамидин кызы', 'Нурзада')
    """
    if isinstance(cell, str):
        plain = _PLAIN.fullmatch(cell)
        if plain:
            return Understood(Name(plain[1], plain[2], plain[3], "m" if plain[4] else "f"))
    text = as_text(cell)
    if text.casefold() in _NOBODY:
        return Understood(doubt="name_missing")
    if fold(text) in _VACANCY or fold(text).startswith("ваканс"):
        return Understood(doubt="vacancy")
    remark = "; ".join(_BRACKETS.findall(text))
    text = _NUMBERING.sub("", text)
    bare = _with_cyrillic_only(_BRACKETS.sub(" ", text)).strip(" ,;")
    words = [_cased(word) for word in re.sub(r"\.(?=\w)", ". ", bare.replace(",", " ")).split()]
    if len(words) < 2 or any(map(str.isdigit, bare)):
        return Understood(doubt="name_incomplete")
    name = _in_parts(words)
    if name is None or len(name.family) > 100 or len(name.given) > 100:
        return Understood(doubt="name_incomplete")
    name = name._replace(remark=remark)
    shown = " ".join(name[:3]).rstrip()
    return Understood(name, "" if shown == text else "name_reordered", "" if shown == text else shown)


def _with_cyrillic_only(text: str) -> str:
    """Put Cyrillic letters for Latin ones that only look like them, in words that have both."""
    return " ".join(
        word.translate(_LOOKALIKES) if _CYRILLIC.search(word) and _LATIN.search(word) else word for word in text.split()
    )


def _cased(word: str) -> str:
    """Capitals for whole words or none at all become a capital letter first; initials and «уулу» stay."""
    if word.casefold() in _CHILD:
        return word.casefold() if len(word) > 2 or word.islower() else word
    if len(word) > 2 and (word.isupper() or word.islower()):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def _in_parts(words: list[str]) -> Name | None:
    """Family name first, unless the words themselves say otherwise."""
    child = [index for index, word in enumerate(words) if index and word in _CHILD]
    if child:
        return _child_name(words, child[0])
    last = words[-1]
    if len(words) == 2:
        initials = _INITIALS.fullmatch(last)
        if initials:
            return Name(words[0], f"{initials[1]}.", "", _sex_of_family(words[0]))
        return Name(words[0], words[1], "", _sex_of_family(words[0]))
    if len(words) > 4:
        return None
    if _PATRONYMIC.match(words[1]) and not _PATRONYMIC.match(words[2]) and len(words) == 3 and "." not in words[2]:
        return Name(words[2], words[0], words[1], _sex_of(words[1]))
    if words[0].endswith(".") and words[1].endswith(".") and len(words) == 3:
        return Name(words[2], words[0], words[1], _sex_of_family(words[2]))
    sex = _sex_of(last) if _PATRONYMIC.match(last) else _sex_of_family(words[0])
    if len(words) == 4:
        return Name(words[0], f"{words[1]} {words[2]}", last, sex)
    return Name(words[0], words[1], last, sex)


def _child_name(words: list[str], at: int) -> Name | None:
    """«X уулу» and «X кызы» are the family name, or the patronymic where a family name and a given name go before."""
    word = _CHILD[words[at]]
    sex = "m" if word == _SON else "f"
    before, after = words[:at], words[at + 1 :]
    if len(before) == 1 and after:
        return Name(f"{before[0]} {word}", after[0], " ".join(after[1:]), sex)
    if len(before) == 2 and not after:
        return Name(f"{before[1]} {word}", before[0], "", sex)
    if len(before) == 3 and not after:
        return Name(before[0], before[1], f"{before[2]} {word}", sex)
    return None


def _sex_of(patronymic: str) -> str:
    found = _PATRONYMIC.match(patronymic)
    return ("m" if found[1] else "f") if found else ""


def _sex_of_family(family: str) -> str:
    if _FEMALE_FAMILY.search(family):
        return "f"
    return "m" if _MALE_FAMILY.search(family) else ""
