"""Posts and rates as lists write them, in Kyrgyz and Russian, in cells of their own or together. Clause 1.1."""

import difflib
import re
from decimal import Decimal
from typing import Any, NamedTuple

from ostu_qualification.core.words.folding import fold
from staff.people.vocabulary import POSTS

from .records import NOTHING, Understood, as_text


class PostHeld(NamedTuple):
    """A post's code, and whether it is held as acting (м.а., и.о.)."""

    code: str
    is_acting: bool = False


_MORE_WORDS = {
    "senior_teacher": ("старш преподаватель", "старший преп", "ст пр", "с преподаватель", "ага мугалим"),
    "head_of_department": (
        "заведующий кафедры",
        "зав кафедры",
        "завкафедрой",
        "кафедранын башчысы",
        "кафедра башчы",
        "каф башчы",
    ),
    "teacher": ("преподаватель", "окут"),
    "assistant": ("преподаватель стажер", "стажер преподаватель", "асс"),
    "docent": ("доцент кафедры", "доц каф"),
    "professor": ("профессор кафедры",),
    "lab_head": ("заведующий лаборатории", "завлаб", "зав лаборатории", "лабораториянын башчысы"),
    "senior_lab_assistant": ("старший лаб", "старш лаборант"),
    "study_office_head": ("заведующий учебным отделом", "завуч", "окуу болумунун башчысы"),
    "secretary": ("секретарша", "делопроизводитель", "иш кагаздарын жургузуучу"),
    "workshop_master": ("мастер производственного обучения", "ондуруштук окутуунун чебери", "уч мастер"),
    "methodist": ("старший методист", "улук методист", "ст методист"),
    "engineer": (
        "инженер лаборант",
        "ведущий инженер",
        "старший инженер",
        "улук инженер",
        "программист",
        "инженер программист",
    ),
    "librarian": ("улук китепканачы", "ст библиотекарь", "башкы китепканачы"),
    "office_head": ("начальник", "начальник управления", "башкармалыктын башчысы", "болум башчы", "заведующий отделом"),
    "vice_dean": (
        "замдекана",
        "заместитель декана",
        "заместитель директора",
        "орун басары",
        "институттун директорунун орун басары",
        "колледждин директорунун орун басары",
        "заместитель директора института",
        "заместитель директора колледжа",
        "зам директора института",
        "зам директора колледжа",
    ),
    "specialist": ("улук адис", "ведущий спец", "спец"),
}
_OTHER_POSTS = (
    "бухгалтер",
    "башкы бухгалтер",
    "главный бухгалтер",
    "экономист",
    "юрист",
    "юрисконсульт",
    "айдоочу",
    "водитель",
    "шофер",
    "күзөтчү",
    "сторож",
    "вахтер",
    "тазалоочу",
    "уборщица",
    "дворник",
    "короо шыпыруучу",
    "электрик",
    "слесарь",
    "сантехник",
    "кассир",
    "архивариус",
    "комендант",
    "дарыгер",
    "врач",
    "медсестра",
    "психолог",
    "плотник",
    "жыгач уста",
    "завхоз",
    "кадрлар боюнча инспектор",
    "инспектор",
    "инспектор по кадрам",
    "переводчик",
    "котормочу",
    "редактор",
    "корректор",
)
_CODES: dict[str, str] = {fold(words): "other" for words in _OTHER_POSTS}
for _post in POSTS.values():
    if _post.code != "other":
        for _words in (_post.ky, _post.ru, _post.en, *_post.synonyms, *_MORE_WORDS.get(_post.code, ())):
            _CODES.setdefault(fold(_words), _post.code)

_ACTING = re.compile(
    r"(?i)(?<!\w)(?:и\.?\s?о\.?|врио|вр\.\s?и\.?\s?о\.?|м\.\s?а\.?|исполняющ\w+ обязанности"
    r"|милдетин(?: убактылуу)? аткаруучу\w*)(?!\w)"
)
_BRACKETS = re.compile(r"\([^)]*\)")
_RUSSIAN_GENITIVES = (
    ("заведующего", "заведующий"),
    ("заведующая", "заведующий"),
    ("старшая", "старший"),
    ("старшего", "старший"),
    ("младшего", "младший"),
    ("начальника", "начальник"),
    ("научного сотрудника", "научный сотрудник"),
    ("преподавателя", "преподаватель"),
    ("заместителя", "заместитель"),
    ("директора", "директор"),
)
_POSSESSIVE = re.compile(r"(?:с[иыу]|[иыу])$")
_HEAD_OF_OFFICE = re.compile(
    r"(?:болум|башкарма|китепкана|борбор|сектор|архив|кенсе|департамент)\w*(?:нун|нын|дун|дын|тин|тун) "
    r"(?:башчысы|директору)$"
    r"|^(?:зав|заведующий|начальник|директор) (?:\w+ )?(?:отдел|управлен|библиотек|центр|сектор|архив|канцеляр)"
)
_KYRGYZ_GENITIVE = re.compile(r"(?:н[иыуо]н|д[иыуо]н|т[иыуо]н)$")
_EXTRAS = (
    re.compile(r"^.+ боюнча (?=\S)"),
    re.compile(r"^.*(?:кафедра|институт|колледж|болум|университет|факультет)\w*(?:нын|нин|нун|дын|дин|дун) (?=\S)"),
    re.compile(r" (?:по|кафедры|института|колледжа|факультета|отдела|оштунун|окм|ппс|1|2|3|i|ii|категори\w*) .*$"),
    re.compile(r" (?:\d|i+) ?(?:й )?(?:кат\w*|категори\w*|разряд\w*|даража\w*)$"),
)
_SEVERAL = re.compile(r"[,;/+]| жана | и ")
_GRADE = re.compile(r"(?<!\w)(?:\d|i+)[\s-]*(?:й\s?)?(?:кат|категори|разряд|даража)[а-яёөүң]*\.?")
_BASIS = re.compile(r"(?<!\w)(?:айкаш|совм|почас|сааттык|декрет)")
_SECONDARY = re.compile(r"айкаш|совм|негизги|основн")
_RANK = ("head_of_department", "director", "dean", "vice_dean", "office_head", "lab_head")


def read_post(cell: Any) -> Understood:
    """A post's code. An unknown post waits for an officer, with the posts whose names come nearest.

    So does a cell with a figure, a second post or a basis beside the post: none of them is left out in silence.
    """
    text = as_text(cell)
    folded = fold(text)
    if folded in {"", "жок", "нет"}:
        return NOTHING
    is_acting = bool(_ACTING.search(text))
    code = None if is_acting else _CODES.get(folded)
    if code:
        is_official = folded in (fold(POSTS[code].ky), fold(POSTS[code].ru)) or "-" in text
        shown = POSTS[code].ky
        return Understood(PostHeld(code)) if is_official else Understood(PostHeld(code), "post_synonym", shown)
    bare = _ACTING.sub(" ", _BRACKETS.sub(" ", text))
    held, is_whole = _held(bare)
    if held is None or not is_whole or _says_more(text):
        likely = dict.fromkeys(filter(None, (held, *_likely(folded))))
        return Understood(doubt="post_unknown", proposals=tuple({"post": each} for each in likely))
    shown = POSTS[held].ky + (" (м.а.)" if is_acting else "")
    return Understood(PostHeld(held, is_acting), "post_synonym", shown)


def _held(bare: str) -> tuple[str | None, bool]:
    """The post that a text names, and whether that is all: beside a head's post stands the rank of the same category."""
    held = _one(fold(bare))
    if held is not None:
        return held, not _names_another(fold(bare), held)
    parts = [_one(fold(part)) for part in _SEVERAL.split(bare) if fold(part)]
    posts = sorted(filter(None, parts), key=lambda each: _RANK.index(each) if each in _RANK else len(_RANK))
    if not posts:
        return None, False
    is_one = len(set(posts)) == 1 or (posts[0] in _RANK and len({POSTS[each].category for each in posts}) == 1)
    return posts[0], None not in parts and is_one


def _names_another(folded: str, held: str) -> bool:
    """Whether a text names a post besides the one found: «доцент института проректор»."""
    name = next((each for each in _variants(folded) if each in _CODES), folded.split()[0])
    others = set(folded.split()) - set(name.split())
    return any(_CODES.get(word, held) != held for word in others)


def _says_more(text: str) -> bool:
    """Whether brackets hold more than «м.а.» or a grade, or a figure or a basis stands beside the post."""
    rest = _GRADE.sub(" ", _ACTING.sub(" ", text.casefold()))
    inside = " ".join(_BRACKETS.findall(rest))
    return any(map(str.isalnum, inside)) or any(map(str.isdigit, rest)) or bool(_BASIS.search(rest))


def _one(folded: str) -> str | None:
    """The code of a post after taking off genitives, ranks and what the post is about."""
    for variant in _variants(folded):
        if variant in _CODES:
            return _CODES[variant]
    return "office_head" if any(_HEAD_OF_OFFICE.search(variant) for variant in _variants(folded)) else None


def _variants(folded: str) -> list[str]:
    found = [folded, _KYRGYZ_GENITIVE.sub("", folded)]
    nominative = folded
    for genitive, word in _RUSSIAN_GENITIVES:
        nominative = nominative.replace(genitive, word)
    found += [nominative, nominative.removesuffix("а")]
    for extra in _EXTRAS:
        found += [extra.sub("", each).strip() for each in (folded, nominative)]
    found.append(_POSSESSIVE.sub("", _EXTRAS[1].sub("", folded)))
    return found


def _likely(folded: str) -> list[str]:
    near = difflib.get_close_matches(folded, _CODES, n=3, cutoff=0.75)
    return [*dict.fromkeys(_CODES[each] for each in near), "other"]


_RATES = [Decimal(quarter) / 4 for quarter in range(1, 7)]
_HALF = {"жарым", "жарым ставка", "полставки", "пол ставки", "пол ст", "1 2", "1 2 ставки", "1 2 ставка", "0 5 ст"}
_WHOLE = {"толук", "толук ставка", "бир ставка", "полная", "полная ставка", "целая", "бутун", "бутун ставка", "бир"}
_OTHER_RATES = {
    "чейрек": "0.25",
    "чейрек ставка": "0.25",
    "четверть": "0.25",
    "четверть ставки": "0.25",
    "1 4": "0.25",
    "3 4": "0.75",
    "полторы": "1.5",
    "полторы ставки": "1.5",
    "бир жарым": "1.5",
    "бир жарым ставка": "1.5",
    "1 1 2": "1.5",
    "1 1 4": "1.25",
}
HOURLY = re.compile(r"почас|^сат|^час")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%)?\s*(?:-?\s*(?:ст(?:авка|авки|авкасы)?|шт(?:ат)?|бирдик|ед))?\.?")


_PART = r"\d+(?:[.,]\d+)?|\d*\s*[½¼¾]"
_SUM = re.compile(
    rf"({_PART})((?:\s*\+\s*(?:{_PART}))*)\s*(?:-?\s*(?:ст(?:авка|авки|авкасы)?|шт(?:ат)?|бирдик|ед))?\.?"
)
_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_AT_END = re.compile(
    rf"(?i)[\s,;–-]*\(?\s*((?:{_PART}|\d/\d)\s*(?:ст(?:\.|авка\w*|авки)?|шт\.?|бирдик)|(?<=[,;(\s])(?:[01][.,]\d+|\d*\s*[½¼¾])|(?<=[,;(])\s*1"
    r"|пол\s?ставки|жарым ставка|толук ставка|почас\w*\.?|саатык\w*(?: акы)?\w*)\s*\)?\s*$"
)


def is_acting(text: str) -> bool:
    """Whether a text says that a post is held as acting: м.а., и.о."""
    return bool(_ACTING.search(text))


def post_and_rate(written: Any) -> tuple[str, str]:
    """The two parts of a cell «доцент, 0,5 ст.»; the rate is empty when none stands at its end.

    >>> post_and_rate("доцент, 0,5 ст."), post_and_rate("лаборант 1-категория")
    (('доцент', '0,5 ст.'), ('лаборант 1-категория', ''))
    """
    text = as_text(written)
    found = _AT_END.search(text)
    return (text[: found.start()].strip(" ,;("), found[1]) if found and found.start() else (text, "")


def read_rate(cell: Any) -> Understood:
    """A rate between 0.25 and 1.50 as Decimal; None for hourly teachers. Anything else waits for an officer."""
    if hasattr(cell, "day") and hasattr(cell, "month"):
        return _rate_that_became_a_date(cell.day, cell.month)
    text = as_text(cell).casefold()
    found = _NUMBER.fullmatch(text)
    if found:
        number = Decimal(found[1].replace(",", "."))
        return _within_range(number / 100 if found[2] else number, found[1], bool(found[2]))
    if parts := _SUM.fullmatch(text):
        return _summed(f"{parts[1]}{parts[2]}")
    folded = fold(text)
    if folded in {"", "жок", "нет"}:
        return NOTHING
    if HOURLY.search(folded) and not any(map(str.isdigit, folded)) and not _SECONDARY.search(folded):
        return Understood("hourly", "rate_hourly", "—")
    known = "0.5" if folded in _HALF else "1" if folded in _WHOLE else _OTHER_RATES.get(folded)
    if known:
        return Understood(Decimal(known).quantize(Decimal("0.01")), "rate_words", known)
    guess = "0.50" if "жарты" in folded or "полов" in folded else "1.00"
    return Understood(doubt="rate_not_understood", proposals=({"rate": guess},))


def _summed(written: str) -> Understood:
    """«0,5+0,25» and «1½» are sums."""
    total = Decimal(0)
    for part in written.split("+"):
        sign = next((each for each in _SIGNS if each in part), "")
        bare = part.replace(sign, "").strip().replace(",", ".") if sign else part.strip().replace(",", ".")
        total += _SIGNS.get(sign, Decimal(0)) + Decimal(bare or 0)
    got = _within_range(total, str(total), is_percent=False)
    return got._replace(note="rate_words", shown=str(got.value)) if got.value else got


def _within_range(number: Decimal, written: str, is_percent: bool) -> Understood:
    if _RATES[0] <= number <= _RATES[-1] and number == number.quantize(Decimal("0.01")):
        rate = number.quantize(Decimal("0.01"))
        return Understood(rate, "rate_words", str(rate)) if is_percent else Understood(rate)
    digits = written.replace(".", "").replace(",", "").lstrip("0") or "0"
    likely = [
        rate for rate in _RATES if number > _RATES[-1] and str(rate.normalize()).replace(".", "").lstrip("0") == digits
    ]
    nearest = min(_RATES, key=lambda rate: abs(rate - number))
    return Understood(
        doubt="rate_not_understood", proposals=tuple({"rate": f"{rate:.2f}"} for rate in likely or [nearest])
    )


def _rate_that_became_a_date(day: int, month: int) -> Understood:
    """Excel turns «1.5» into 1 May and «1.25» into 1 January 2025 or the like: propose the rate that was typed."""
    likely = [rate for rate in _RATES if rate in (Decimal(f"{day}.{month}"), Decimal(f"{month}.{day}"))]
    return Understood(
        doubt="rate_not_understood", proposals=tuple({"rate": f"{rate:.2f}"} for rate in likely or [Decimal(1)])
    )
