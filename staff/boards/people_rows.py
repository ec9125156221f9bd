"""The rows of the list of people: only what the list shows, without model objects, in two queries."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ostu_qualification.core.words.languages import in_order
from staff.cycle.models import CycleStatus, Obligation
from staff.ledger.models import TrainingLevel
from staff.people import choices
from staff.people.models import Basis, Employment


@dataclass(slots=True)
class PersonRow:
    """A person as the list shows them, with the labels in the page's language."""

    pk: int
    name: str
    unit: str
    post: str
    category: str
    degree: str
    obligation: str
    due_on: dt.date | None
    status: tuple[str, str] | None
    hours_open: int | None
    level: str


_NAMES = ("name_ky", "name_ru", "name_en")
FIELDS = (
    "pk", "family_name", "given_name", "patronymic", "degree_level", "degree_field", "cycle__obligation", "cycle__due_on",
    "cycle__status", "cycle__hours_open", "cycle__level", "organisation_post",
    *(f"organisation__{name}" for name in _NAMES),
)  # fmt: skip


def people_rows(people: list[tuple[Any, ...]]) -> Iterator[PersonRow]:
    """These people, tuples of FIELDS, with the main post, else another present one, else organisation and post there."""
    posts = _posts([person[0] for person in people])
    posts_in_words, categories = _labels(choices.POSTS), _labels(choices.CATEGORIES)
    statuses, obligations = _labels(CycleStatus.choices), _labels(Obligation.choices)
    levels = _labels(TrainingLevel.choices)
    order = [f"name_{language}" for language in in_order()]
    for (
        pk,
        family,
        given,
        patronymic,
        level,
        field,
        obligation,
        due_on,
        status,
        hours_open,
        training,
        there,
        *names,
    ) in people:
        unit, post, category = posts.get(pk, (names, there, ""))
        yield PersonRow(
            pk=pk,
            name=" ".join(filter(None, (family, given, patronymic))),
            unit=_in_order(unit, order),
            post=posts_in_words.get(post, post or ""),
            category=categories.get(category, ""),
            degree=choices.degree_label(level, field),
            obligation=obligations.get(obligation, ""),
            due_on=due_on,
            status=(status, statuses[status]) if status else None,
            hours_open=hours_open,
            level=levels.get(training, ""),
        )


def _posts(keys: list[int]) -> dict[int, tuple[list[str], str, str]]:
    """Unit names, post and category of each person's main post, else of another that is held now."""
    columns = ("person_id", "basis", "post", "category", *(f"unit__{name}" for name in _NAMES))
    current = Employment.objects.filter(person_id__in=keys, left_on__isnull=True).values_list(*columns)
    found: dict[int, tuple[list[str], str, str]] = {}
    for person_id, basis, post, category, *names in current:
        if basis == Basis.MAIN or person_id not in found:
            found[person_id] = (names, post, category)
    return found


def _labels(pairs: Any) -> dict[Any, str]:
    return {code: str(label) for code, label in pairs}


def _in_order(names: list[str | None], order: list[str]) -> str:
    by_name = dict(zip(_NAMES, names, strict=True))
    return next((text for text in (by_name.get(name) for name in order) if text), "")
