"""Writes of runs that change no state: their plan, and the words for the papers."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import keep

from . import permissions
from .models import CourseRun


def save_run(run: CourseRun, fields: Mapping[str, Any], *, by: Who) -> CourseRun:
    """Plan a run, or change it while it may be changed. Clause 5.1."""
    act = "plan_run" if run.pk is None else "edit_run"
    return keep(run, fields, by=by, permission=permissions.edit_run, act=act)


RUN_WORDS = ("place_ru", "place_en", "host", "topic_ky", "topic_ru", "topic_en")
TITLES = ("title_ru", "title_en")


@transaction.atomic
def write_words(run: CourseRun, words: Mapping[str, Any], *, by: Who) -> None:
    """Write what papers say about a run in Russian and English, and the host and topic of an internship. Clauses 4.3, 5.7.

    A title of the programme is filled in where it is empty and never changed: the council has permitted it as it stands.
    """
    titles = {name: words[name] for name in TITLES if words.get(name)}
    if titles:
        permission = partial(permissions.write_titles, names=titles.keys())
        keep(run.programme, titles, by=by, permission=permission, act="write_words", derived=["folded"])
    own = {name: words[name] for name in RUN_WORDS if name in words}
    keep(run, own, by=by, permission=permissions.write_words, act="write_words")
