"""Main or secondary: the basis of an employment as a column, a title, a remark or a footnote says it. Clause 1.1."""

import re
from typing import Any

from ostu_qualification.core.words.folding import fold

from .posts import HOURLY
from .records import NOTHING, Understood, as_text

_BASES = {
    "main": (
        "негизги",
        "негизги иш",
        "негизги кызмат",
        "нег",
        "осн",
        "основной",
        "основная",
        "основное",
        "осн место",
        "штатный",
        "штаттык",
        "штат",
        "н",
    ),
    "inner": (
        "ички айкаш",
        "ички",
        "ички айкаш иштоочу",
        "внутр совм",
        "внутренний совместитель",
        "внутреннее совместительство",
        "внутр",
        "вн совм",
        "внутренний",
        "ички совм",
    ),
    "outer": (
        "сырткы айкаш",
        "сырткы",
        "тышкы айкаш",
        "сырткы айкаш иштоочу",
        "внешн совм",
        "внешний совместитель",
        "внешнее совместительство",
        "внеш совм",
        "внешний",
        "внеш",
        "тышкы",
    ),
    "secondary": (
        "айкаш",
        "айкаш иштоочу",
        "айкалыштыруу",
        "айкалыштырып иштоочу",
        "совм",
        "совместитель",
        "совместительство",
        "по совместительству",
        "айк",
        "кошумча",
    ),
}
_BASIS_OF = {fold(words): code for code, several in _BASES.items() for words in several}


_SAYS_NO_MORE = re.compile(r"(?:(?:иш|кызмат|орун|место|работ|должност|сотрудник|преподавател|окутуч)\w*\s?)*")
_SECTIONS = (
    ("hourly", re.compile(r"сат|почас")),
    ("outer", re.compile(r"сырткы|тышкы|внеш")),
    ("inner", re.compile(r"ички|внутр")),
    ("secondary", re.compile(r"айкаш|совм")),
    ("main", re.compile(r"негизги|штат")),
)


def read_basis(cell: Any) -> Understood:
    """main, inner or outer; «secondary» where the list does not say which: other rows of the person tell.

    Of hourly teachers it does not follow where their main post is.
    """
    folded = fold(as_text(cell))
    if folded in {"", "жок", "нет"}:
        return NOTHING
    first, _, rest = folded.partition(" ")
    known = _BASIS_OF.get(folded) or (_BASIS_OF.get(first) if _SAYS_NO_MORE.fullmatch(rest) else None)
    if known:
        return Understood(known)
    if HOURLY.search(folded):
        return Understood("hourly", doubt="basis_not_understood", proposals=_bases("outer"))
    return Understood(doubt="basis_not_understood", proposals=_bases("main"))


def _bases(likely: str) -> tuple[dict[str, Any], ...]:
    return tuple({"basis": each} for each in dict.fromkeys((likely, "main", "inner", "outer")))


def basis_of_section(title: str) -> str:
    """What a title within the list, such as «Сырткы айкаштар», says about the posts below it; empty for nothing."""
    folded = fold(title)
    return next((basis for basis, pattern in _SECTIONS if pattern.search(folded)), "")


def basis_in_remark(text: str) -> Understood:
    """The basis that a remark or footnote names, where no column does: «внешний совместитель». More words are asked about."""
    folded = fold(text)
    if folded in _BASIS_OF:
        return Understood(_BASIS_OF[folded], "basis_in_remark", _BASIS_OF[folded])
    said = basis_of_section(text)
    if said not in ("outer", "inner", "secondary"):
        return NOTHING
    return Understood(doubt="basis_not_understood", proposals=_bases("outer" if said == "outer" else "inner"))
