"""Content in three languages: columns `name_ky`, `name_ru`, `name_en` read as one attribute `name`."""

from typing import Any

from django.utils.translation import get_language

LANGUAGE_CODES = ("ky", "ru", "en")


def in_order(language: str | None = None) -> list[str]:
    """The languages to try: the wanted one, then Kyrgyz, Russian, English."""
    wanted = (language or get_language() or "ky").split("-")[0]
    return [wanted, *(code for code in LANGUAGE_CODES if code != wanted)]


class Trilingual:
    """Reads the column of the active language and falls back ky → ru → en.

    >>> class Unit(models.Model):
    ...     name_ky, name_ru, name_en = (models.CharField(max_length=200, blank=True) for _ in range(3))
    ...     name = Trilingual()
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, record: Any, owner: type | None = None) -> Any:
        if record is None:
            return self
        return self.read(record)[0]

    def read(self, record: Any, language: str | None = None) -> tuple[str, str]:
        """The text and the language it is in, which the page marks when it is not the wanted one."""
        for code in in_order(language):
            text = getattr(record, f"{self.name}_{code}")
            if text:
                return text, code
        return "", "ky"


def text_in(record: Any, name: str, language: str) -> str:
    """The text of a trilingual attribute in a given language, with the usual fallback."""
    return Trilingual.read(type(record).__dict__[name], record, language)[0]
