"""The office's vocabulary as choices of the database's columns, with labels in the active language."""

from typing import Any

from django.utils.functional import lazy

from ostu_qualification.core.words.languages import in_order

from . import vocabulary


def _in_language(ky: str, ru: str, en: str) -> str:
    return {"ky": ky, "ru": ru, "en": en}[in_order()[0]] or ky


_label: Any = lazy(_in_language, str)

POSTS = [(post.code, _label(post.ky, post.ru, post.en)) for post in vocabulary.POSTS.values()]
CATEGORIES = [(each.code, _label(each.ky, each.ru, each.en)) for each in vocabulary.CATEGORIES.values()]
DEGREE_LEVELS = [(each.code, _label(each.ky, each.ru, each.en)) for each in vocabulary.DEGREE_LEVELS.values()]
DEGREE_FIELDS = [(each.code, _label(each.ky, each.ru, each.en)) for each in vocabulary.DEGREE_FIELDS.values()]
TITLES = [(each.code, _label(each.ky, each.ru, each.en)) for each in vocabulary.TITLES.values()]


def category_of(post: str) -> str:
    """The category a post belongs to unless the office says otherwise."""
    return vocabulary.POSTS[post].category if post in vocabulary.POSTS else "other"


def degree_label(level: str, field: str) -> str:
    """Level and field of a degree as the office abbreviates them: «т.и.к.», «к.т.н.», «PhD»; empty without a degree."""
    if not level:
        return ""
    known = vocabulary.DEGREE_FIELDS.get(field)
    if known is None or level == "phd":
        named = vocabulary.DEGREE_LEVELS[level]
        return _in_language(named.ky, named.ru, named.en)
    ky, ru = (known.ky_doctor, known.ru_doctor) if level == "doctor" else (known.ky_candidate, known.ru_candidate)
    english = f"{vocabulary.DEGREE_LEVELS[level].en}, {known.en}"
    return _in_language(ky, ru, english)
