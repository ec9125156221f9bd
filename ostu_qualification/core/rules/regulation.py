"""The Regulation on the professional development of OshTU staff, clause by clause, as code and pages cite it."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .regulation_texts import TEXTS


@dataclass(frozen=True)
class Clause:
    """A clause with its short text in three languages; the original uses 3.3, 5.5 and 5.6 twice, the second is «b»."""

    number: str
    ky: str
    ru: str
    en: str

    @property
    def text(self) -> str:
        """The short text in the page's language; in Kyrgyz, the language of the original, where there is none."""
        return {"ru": self.ru, "en": self.en}.get((get_language() or "ky").split("-")[0], self.ky)

    @property
    def label(self) -> str:
        """«Жобонун 5.4-пункту», as the page prints it: with the original's number, which never has a «b»."""
        if self.number.endswith("b"):
            return _("the second clause %(number)s of the Regulation") % {"number": self.number.removesuffix("b")}
        if "." not in self.number:
            return _("section %(number)s of the Regulation") % {"number": self.number}
        return _("clause %(number)s of the Regulation") % {"number": self.number}


CLAUSES: dict[str, Clause] = {number: Clause(number, *texts) for number, texts in TEXTS.items()}


def clause(number: str) -> Clause:
    """The clause of this number; for one that the Regulation does not have, KeyError names those near it."""
    try:
        return CLAUSES[number]
    except KeyError:
        section = number.partition(".")[0]
        near = [known for known in CLAUSES if known.partition(".")[0] == section] or list(CLAUSES)
        raise KeyError(f"The Regulation has no clause {number!r}; it has {', '.join(near)}.") from None
