"""Names of people as lists write them: order, initials, «уулу» and «кызы», letters of the wrong alphabet.

What cannot be a name of one person, or can be one in two ways, is refused in words: nothing is guessed.
"""

import re
from typing import Any, NamedTuple

from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.texts import clean_text

from .records import Understood, as_text


class Name(NamedTuple):
    """A name in its parts; the patronymic may be empty, the family name may hold a space; sex where the name tells.

    `remark` are the words in brackets behind it, `mark` an asterisk that leads to a footnote.
    """

    family: str
    given: str
    patronymic: str = ""
    sex: str = ""
    remark: str = ""
    mark: str = ""


_UPPER = "А-ЯЁӨҮҢҚҒҲЎ"
_LOWER = "а-яёөүңқғҳў"
_WORD = rf"[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?"
_PLAIN = re.compile(rf"({_WORD}) ({_WORD}) ([{_UPPER}][{_LOWER}]+(?:(вич|ьич|мич)|(?:вна|чна)))")
_PATRONYMIC = re.compile(r"(?:(.*(?:вич|ич))|.*(?:вна|чна))$")
_MALE_FAMILY = re.compile(r"(?:ов|ев|ёв|ин|ын|ский|ой)$")
_FEMALE_FAMILY = re.compile(r"(?:ова|ева|ёва|ина|ына|ская)$")
_SURELY_FAMILY = re.compile(r"(?:ов|ев|ёв|ова|ева|ёва)$")
_SON, _DAUGHTER = "уулу", "кызы"
_CHILD = {"уулу": _SON, "у.": _SON, "у": _SON, "улуу": _SON, "улу": _SON, "кызы": _DAUGHTER, "к.": _DAUGHTER}
_CHILD |= {"к": _DAUGHTER, "кыз": _DAUGHTER, "уул": _SON, "уулуу": _SON, "ууулу": _SON}
_ALIKE = "AaBEeKMHOoPpCcTXxyY"
_TO_CYRILLIC = str.maketrans(_ALIKE, "АаВЕеКМНОоРрСсТХхуУ")
_CYRILLIC = re.compile(rf"[{_UPPER}{_LOWER}]")
_LATIN = re.compile(r"[A-Za-z]")
_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")
_INITIAL = re.compile(rf"[{_UPPER}A-Z]\.")
_INITIALS_ALONE = re.compile(rf"[{_UPPER}]{{2}}")
_NUMBERING = re.compile(r"^\d{1,4}\s*[.)]\s*")
_MARK = re.compile(r"[*†‡¹²³]+")
_TWO_PEOPLE = re.compile(r"[/\\+&;|]|\s(?:жана|и|менен)\s", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?i)доц(?:ент)?|проф(?:ессор)?|преп(?:одаватель)?|окутуучу|асс(?:истент)?|академик|ph\.?d|магистр|ст|ага|улук|м\.?а|и\.?о"
    r"|[а-яөү]{1,5}(?:\.-?[а-яөү]{1,5})?\.?и\.?[кд]|[кд]\.?[а-яөү]{1,6}(?:\.?-[а-яөү]{1,4})?\.?н"
)
_VACANCY = {"вакансия", "вакант", "вакантная", "вакантно", "бош орун", "бош", "бош кызмат орду", "вакантное место"}
_NOBODY = {"", "-", "–", "—", "?", "жок", "нет"}
_LONGEST = 100


def read_name(cell: Any) -> Understood:
    """The parts of a full name written in one cell. A doubt says why there is none, or none that is sure.

    >>> read_name("Мукамидин к. Нурзада").value[:2]
    ('Мукамидин кызы', 'Нурзада')
    """
    plain = _PLAIN.fullmatch(cell) if isinstance(cell, str) else None
    if plain and not _BESIDE.fullmatch(plain[1]):
        return Understood(Name(plain[1], plain[2], plain[3], "m" if plain[4] else "f"))
    written = as_text(cell)
    text = clean_text(written)
    if text.casefold() in _NOBODY:
        return Understood(doubt="name_missing")
    if fold(text) in _VACANCY or fold(text).startswith("ваканс"):
        return Understood(doubt="vacancy")
    remark = "; ".join(_BRACKETS.findall(text))
    mark = "".join(_MARK.findall(text))
    bare = _MARK.sub(" ", _BRACKETS.sub(" ", _NUMBERING.sub("", text))).strip(" ,;")
    if _TWO_PEOPLE.search(bare):
        return Understood(doubt="name_several")
    spelt = _with_cyrillic_only(bare)
    words, beside = _without_beside(spelt)
    name, doubt = _name_of(words, is_capital=spelt.isupper())
    if name is None:
        return Understood(doubt=doubt)
    name = name._replace(remark=remark, mark=mark)
    shown = " ".join(name[:3]).rstrip()
    if shown == written:
        return Understood(name)
    kind = "name_words" if beside else "name_letters" if spelt != bare or text != written else "name_reordered"
    return Understood(name, "name_mark" if mark else kind, shown)


def name_of_parts(family: str, given: str, patronymic: str) -> Understood:
    """A name written in columns of its own: each part stays what its column says."""
    written = f"{family} {given} {patronymic}".rstrip()
    bare = [_MARK.sub("", _BRACKETS.sub(" ", clean_text(part))) for part in (family, given, patronymic)]
    parts = [_with_cyrillic_only(part, written).strip(" ,;") for part in bare]
    if any(_TWO_PEOPLE.search(part) for part in parts):
        return Understood(doubt="name_several")
    if not parts[0] or not parts[1] or any(map(str.isdigit, "".join(parts))):
        return Understood(doubt="name_incomplete" if any(parts) else "name_missing")
    is_capital = "".join(parts).isupper()
    cased = [_cased_part(part.split(), is_capital=is_capital) for part in parts]
    family, given, patronymic = (part if part not in _NOBODY else "" for part in cased)
    if not family or not given or _is_mixed(parts) or max(map(len, cased)) > _LONGEST:
        return Understood(doubt="name_unclear")
    sex = _sex_of(patronymic) or ("m" if _SON in family else "f" if _DAUGHTER in family else _sex_of_family(family))
    remark, mark = "; ".join(_BRACKETS.findall(written)), "".join(_MARK.findall(written))
    name, shown = Name(family, given, patronymic, sex, remark, mark), f"{family} {given} {patronymic}".rstrip()
    return Understood(name) if shown == written else Understood(name, "name_reordered", shown)


def _cased_part(words: list[str], *, is_capital: bool) -> str:
    """The words of one part; «у.» and «к.» behind another word are «уулу» and «кызы»."""
    cased = [_cased(word, is_capital=is_capital) for word in words]
    return " ".join(_CHILD.get(word.casefold(), word) if index else word for index, word in enumerate(cased))


def _with_cyrillic_only(text: str, beside: str = "") -> str:
    """Put Cyrillic letters for Latin ones in words whose Latin letters all look like them: «Capa», «CAMATOBИЧ».

    Only where the text, or what stands beside it, is Cyrillic otherwise.
    """
    if not _CYRILLIC.search(text + beside):
        return text
    words = text.split()
    return " ".join(word if set(_LATIN.findall(word)) - set(_ALIKE) else word.translate(_TO_CYRILLIC) for word in words)


def _without_beside(text: str) -> tuple[list[str], bool]:
    """The words of the name, and whether posts, titles or degrees stood beside it: «доц. Сыдыков», «Асанова, доцент»."""
    words = re.sub(r"\.(?=[^\W\d_]{2})", ". ", text.replace(",", " , ")).split()
    kept = [word for word in words if word == "," or any(map(str.isalnum, word))]
    start, end = 0, len(kept)
    while start < end and (kept[start] == "," or _is_beside(kept[start])):
        start += 1
    while end > start and (kept[end - 1] == "," or _is_beside(kept[end - 1])):
        end -= 1
    name = [word for word in kept[start:end] if word != ","]
    spaced = [part for word in name for part in re.sub(r"\.(?=\w)", ". ", word).split()]
    return spaced, len([word for word in kept if word != ","]) > len(name)


def _is_beside(word: str) -> bool:
    return len(word) > 2 and _BESIDE.fullmatch(word.strip(".")) is not None


def _name_of(words: list[str], *, is_capital: bool) -> tuple[Name | None, str]:
    """The name, or why there is none."""
    if len(words) < 2 or any(map(str.isdigit, "".join(words))):
        return None, "name_incomplete"
    if is_capital and len(words) == 3 and words[1].casefold() in ("у.", "к.") and not _INITIAL.fullmatch(words[2]):
        words = [words[0], words[1].casefold(), words[2]]  # «ЭРКИН К. АЙЖАМАЛ»
    cased = [_cased(word, is_capital=is_capital, is_first=not index) for index, word in enumerate(words)]
    if len(cased) == 2 and _PATRONYMIC.match(cased[1]):
        return None, "name_incomplete"
    name = None if _is_unclear(cased) else _in_parts(cased)
    if name is None or _is_mixed(cased) or max(map(len, name[:3])) > _LONGEST:
        return None, "name_unclear"
    return name, ""


def _is_mixed(words: list[str]) -> bool:
    """Whether words of two alphabets stand beside each other."""
    text = "".join(words)
    return bool(_CYRILLIC.search(text) and _LATIN.search(text))


def _is_unclear(words: list[str]) -> bool:
    """«Базарбай К. Гүлмира», «Асанов АБ», «Асанова Айгүл Бекова», «Асанова Айгүл Бекова Нурзат»: each can be two names."""
    initials = [bool(_INITIAL.fullmatch(word)) for word in words]
    if all(initials) or any(_INITIALS_ALONE.fullmatch(word) for word in words[1:]):
        return True
    if initials == [False, True, False] and words[2] not in _CHILD and not _PATRONYMIC.match(words[2]):
        return True
    if len(words) == 3 and not any(initials) and words[1] not in _CHILD:
        return bool(_SURELY_FAMILY.search(words[0]) and _SURELY_FAMILY.search(words[2]))
    if len(words) != 4 or _CHILD.keys() & set(words):
        return False
    is_family = len(words[1]) > 4 and bool(_FEMALE_FAMILY.search(words[1]) or _MALE_FAMILY.search(words[1]))
    return is_family or not _PATRONYMIC.match(words[3])


def _cased(word: str, *, is_capital: bool, is_first: bool = True) -> str:
    """Capitals for whole words or none at all become a capital letter first; initials and «уулу» stay."""
    if word.casefold() in _CHILD and (len(word) > 2 or word.islower()):
        return _CHILD[word.casefold()] if is_capital else word.casefold()
    is_word = len(word) > 2 or (len(word) == 2 and "." not in word and (is_capital or is_first or word.islower()))
    if is_word and (word.isupper() or word.islower()):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def _in_parts(words: list[str]) -> Name | None:
    """Family name first, unless the words themselves say otherwise."""
    child = [index for index, word in enumerate(words) if index and word in _CHILD]
    if child:
        return _child_name(words, child[0])
    last = words[-1]
    if len(words) == 2:
        family, given = (last, words[0]) if _INITIAL.fullmatch(words[0]) else words
        return Name(family, given, "", _sex_of_family(family))
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
    if len(before) == 1 and 1 <= len(after) <= 2:
        return Name(f"{before[0]} {word}", after[0], " ".join(after[1:]), sex)
    if not after and 2 <= len(before) <= 3 and all(map(_INITIAL.fullmatch, before[:-1])):
        return Name(f"{before[-1]} {word}", before[0], " ".join(before[1:-1]), sex)
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
