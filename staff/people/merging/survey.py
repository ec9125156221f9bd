"""What merging two records would do, and what stands in its way: read from the relations of `Person` themselves, so that
the apps above need not be known here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import PROTECT, ForeignKey, Model, Q, QuerySet, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from staff.cycle.models import CycleState
from staff.ledger.models import TrainingRecord, key_of
from staff.letters.models import Letter, reminder_key
from staff.people.models import Employment, Person

from .models import NotDuplicate, PersonMerge

COLUMNS = (
    "family_name", "given_name", "patronymic", "latin_name", "sex", "birth_on", "birth_year", "pin", "email", "phone", "language",
    "degree_level", "degree_field", "title", "career_start_on", "organisation", "organisation_post", "letter_choice", "user",
)  # fmt: skip
STAYS_WHERE_IT_IS = (CycleState, PersonMerge, NotDuplicate)
KEPT, GONE = "kept", "gone"


@dataclass
class Move:
    """What merging does with the rows of one relation: some move, some stay since the kept record has the same."""

    relation: Any
    moving: list[Model] = field(default_factory=list)
    staying: list[Model] = field(default_factory=list)
    blocking: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the rows are called."""
        model = self.relation.model._meta
        if model.auto_created:
            return f"{capfirst(model.auto_created._meta.verbose_name_plural)}: {self._column_label}"
        return str(capfirst(model.verbose_name_plural))

    @property
    def _column_label(self) -> str:
        through = self.relation.model
        many = through._meta.auto_created._meta.many_to_many
        return str(next(each.verbose_name for each in many if each.remote_field.through is through))


def relations() -> Iterator[Any]:
    """Every foreign key that points to a person, those of many-to-many tables too; cycles are reckoned anew instead."""
    for found in Person._meta.get_fields(include_hidden=True):
        is_pointer = found.auto_created and not found.concrete and (found.one_to_many or found.one_to_one)
        if is_pointer and found.related_model not in STAYS_WHERE_IT_IS:
            yield found.field  # type: ignore[union-attr]


def survey(kept: Person, gone: Person) -> list[Move]:
    """What would move, stay or stand in the way, for every relation that has rows of the record that goes."""
    return [move for relation in relations() if _has_rows(move := _move_of(relation, kept, gone))]


def _has_rows(move: Move) -> bool:
    return bool(move.moving or move.staying or move.blocking)


def rows_of(relation: ForeignKey[Any, Any], person: Person) -> QuerySet[Any]:
    return relation.model._base_manager.filter(**{relation.name: person}).order_by("pk")


def _move_of(relation: ForeignKey[Any, Any], kept: Person, gone: Person) -> Move:
    move = Move(relation)
    for row in rows_of(relation, gone):
        if relation.model is Employment and (why := _second_main_post(row, kept)):
            move.blocking.append(why)
        elif not has_the_same(relation, row, kept):
            move.moving.append(row)
        elif _is_paper(relation):
            move.blocking.append(
                _("Both records stand where a person may stand once: %(what)s.") % {"what": f"{move.label}, {row}"}
            )
        else:
            move.staying.append(row)
    return move


def _is_paper(relation: ForeignKey[Any, Any]) -> bool:
    """Whether a row must not be left behind: the models that protect their person say so."""
    return relation.remote_field.on_delete is PROTECT


def _second_main_post(post: Employment, kept: Person) -> str:
    """Why a post cannot join those of the kept record; empty when it can."""
    moved = Employment.objects.select_related("unit").get(pk=post.pk)
    moved.person = kept
    try:
        moved.clean()
    except ValidationError:
        return _(
            "Both records have a main post at the same time: %(post)s. End one of them or make it secondary first."
        ) % {"post": moved}
    return ""


def has_the_same(relation: ForeignKey[Any, Any], row: Any, person: Person) -> bool:
    """Whether a row of this kind stands with the person already, so that the database would refuse a second one."""
    key = key_for(row, person)
    if key is not None:
        twin = type(row)._base_manager.filter(key=key).exclude(pk=row.pk).first()
        return twin is not None and not (_counts(row) and not _counts(twin))
    sets: list[tuple[tuple[str, ...], Q | None]] = [
        (tuple(each.fields), each.condition)
        for each in relation.model._meta.constraints
        if isinstance(each, UniqueConstraint) and relation.name in each.fields
    ]
    sets += [(tuple(names), None) for names in relation.model._meta.unique_together if relation.name in names]
    return any(_is_taken(relation, row, person, names, condition) for names, condition in sets)


def _is_taken(relation: Any, row: Any, person: Person, names: tuple[str, ...], condition: Q | None) -> bool:
    rows = relation.model._base_manager.all()
    if condition is not None:
        rows = rows.filter(condition)
        if not rows.filter(pk=row.pk).exists():
            return False
    same = {name: getattr(row, relation.model._meta.get_field(name).attname) for name in names}
    if None in same.values():
        return False
    same[relation.name] = person.pk
    return bool(rows.filter(**same).exclude(pk=row.pk).exists())


def _counts(row: Any) -> bool:
    """Whether a ledger line counts: one that does is not left behind for one that does not."""
    return isinstance(row, TrainingRecord) and row.state == TrainingRecord.State.RECOGNISED


KEYS: dict[type[Model], Callable[[Any, int], str]] = {
    TrainingRecord: key_of,
    Letter: lambda row, pk: reminder_key(pk, row.due_on or dt.date.min, row.offset or 0, row.kind),
}


def key_for(row: Any, person: Person) -> str | None:
    """The key that a row has with another person, where its key is made of the person's; else none."""
    make = KEYS.get(type(row))
    return make(row, person.pk) if make and row.key == make(row, row.person_id) else None


def choices_of(kept: Person, gone: Person) -> dict[str, str]:
    """Who gives what unless HR says otherwise: the kept record, and the other one where the kept one says nothing."""
    return {name: GONE if _is_empty(kept, name) and not _is_empty(gone, name) else KEPT for name in COLUMNS}


def _is_empty(person: Person, name: str) -> bool:
    return getattr(person, Person._meta.get_field(name).attname) in (None, "")  # type: ignore[union-attr]


def unlike(kept: Person, gone: Person) -> list[str]:
    """The columns in which the two records differ."""
    return [name for name in COLUMNS if getattr(kept, name) != getattr(gone, name)]


def moved_counts(merge: PersonMerge) -> list[tuple[str, int]]:
    """How many rows of which kind a merging moved."""
    labels = {(each.model._meta.label, each.name): Move(each).label for each in relations()}
    return list(Counter(labels.get((label, name), label) for label, _pk, name in merge.moved).items())
