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
        """The short text in the page's language."""
        return {"ru": self.ru, "en": self.en}.get((get_language() or "ky").split("-")[0], self.ky)

    @property
    def label(self) -> str:
        """«Жобонун 5.4-пункту», as the page prints it."""
        return _("clause %(number)s of the Regulation") % {"number": self.number.rstrip("b")}


CLAUSES: dict[str, Clause] = {number: Clause(number, *texts) for number, texts in TEXTS.items()}
