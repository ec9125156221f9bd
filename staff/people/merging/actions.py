"""Two records of one person become one: whatever points to the one that goes is pointed to the kept one, and back again.

The rows are found by the relations of `Person` themselves, so that the apps above need not be known here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import PROTECT, ForeignKey, Model, Q, QuerySet, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.models import User
from ostu_qualification.core.records import history
from staff.cycle.models import CycleState
from staff.ledger.models import TrainingRecord, key_of
from staff.letters.models import Letter, reminder_key
from staff.people.lock import lock_people
from staff.people.models import Employment, Person
from staff.people.signals import announce_change

from . import permissions
from .models import NotDuplicate, PersonMerge

COLUMNS = (
    "family_name", "given_name", "patronymic", "latin_name", "sex", "birth_on", "birth_year", "pin", "email", "phone", "language",
    "degree_level", "degree_field", "title", "career_start_on", "organisation", "organisation_post", "letter_choice", "user",
)  # fmt: skip
ALONE = ("pin", "user")
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


def _rows(relation: ForeignKey[Any, Any], person: Person) -> QuerySet[Any]:
    return relation.model._base_manager.filter(**{relation.name: person}).order_by("pk")


def _move_of(relation: ForeignKey[Any, Any], kept: Person, gone: Person) -> Move:
    move = Move(relation)
    for row in _rows(relation, gone):
        if relation.model is Employment and (why := _second_main_post(row, kept)):
            move.blocking.append(why)
        elif not _has_the_same(relation, row, kept):
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


def _has_the_same(relation: ForeignKey[Any, Any], row: Any, person: Person) -> bool:
    """Whether a row of this kind stands with the person already, so that the database would refuse a second one."""
    key = _key_for(row, person)
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


def _key_for(row: Any, person: Person) -> str | None:
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


@transaction.atomic
def merge_people(
    kept: Person, gone: Person, *, by: Any, reason: str, chosen: dict[str, str] | None = None
) -> PersonMerge:
    """Merge one record into another, all of it or nothing; what moved is written down, so that it can be undone.

    `chosen` says by column whose value stays (see `choices_of`). Of two accounts the one not chosen may no longer log in.
    """
    lock_people()
    kept, gone = _locked(kept, gone)
    for person in (kept, gone):
        permissions.merge_people(by, person).require()
    if kept.pk == gone.pk:
        raise ValidationError(_("A record cannot be merged with itself."))
    if kept.merged_into_id or gone.merged_into_id:
        raise ValidationError(_("One of these records has been merged meanwhile. Open the kept record."))
    moves = survey(kept, gone)
    if blocks := [why for move in moves for why in move.blocking]:
        raise ValidationError(blocks)
    merge = PersonMerge(kept=kept, gone=gone, reason=reason, merged_by=by)
    merge.before = {"keys": {}}
    for move in moves:
        merge.moved += [_point(move.relation, row, kept, merge.before["keys"]) for row in move.moving]
    # Late: exchanging what only one may have keeps even letters to the two away, which an act on a moved row may write.
    merge.before["columns"] = _exchange(kept, gone, choices_of(kept, gone) | (chosen or {}))
    merge.before["closed_account"] = _close_account(gone)
    merge.save(force_insert=True)
    CycleState.objects.filter(person=gone).delete()
    announce_change(kept.pk)
    history.record(kept, "merge_people", by=by, reason=f"{gone.full_name}: {reason}")
    history.record(gone, "merge_people", by=by, reason=f"{kept.full_name}: {reason}")
    return merge


def _locked(*people: Person) -> list[Person]:
    """The records as they are now, locked in the order of their keys, so that two officers never wait for each other."""
    keys = [person.pk for person in people]
    found = {
        each.pk: each
        for each in Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    }
    return [found[pk] for pk in keys]


def _exchange(kept: Person, gone: Person, chosen: dict[str, str]) -> dict[str, Any]:
    """Give the kept record the chosen values; the other one keeps those put aside. Both before and after."""
    was = {person.pk: {name: getattr(person, name) for name in COLUMNS} for person in (kept, gone)}
    taken = [name for name in COLUMNS if chosen[name] == GONE]
    for name in taken:
        setattr(kept, name, was[gone.pk][name])
        setattr(gone, name, was[kept.pk][name])
    gone.merged_into = kept
    _save_both(kept, gone)
    return {
        side: {
            name: [_plain(was[person.pk][name]), _plain(getattr(person, name))]
            for name in COLUMNS
            if was[person.pk][name] != getattr(person, name)
        }
        for side, person in ((KEPT, kept), (GONE, gone))
    }


def _save_both(kept: Person, gone: Person) -> None:
    """Save both records; what only one may have is let go first, so that they can exchange it."""
    Person.objects.filter(pk__in=[kept.pk, gone.pk]).update(pin=None, user=None)
    for person in (kept, gone):
        person.full_clean(exclude=[*ALONE, "birth_year"], validate_unique=False, validate_constraints=False)
        person.save(update_fields=[*COLUMNS, "merged_into"])


def _plain(value: Any) -> Any:
    """A value as the database keeps it within JSON."""
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, dt.date) else value


def _close_account(gone: Person) -> int | None:
    """The account left with the record that goes may no longer log in; its key when it could before."""
    user = gone.user
    if user is None or not user.is_active:
        return None
    user.is_active = False
    user.save(update_fields=["is_active"])
    return int(user.pk)


def _point(relation: Any, row: Any, person: Person, keys: dict[str, list[Any]]) -> list[Any]:
    """Point one row to a person, with the key that it has there; returns how to find it again."""
    label: str = row._meta.label
    now: dict[str, Any] = {relation.name: person}
    key = _key_for(row, person)
    if key is not None and not type(row)._base_manager.filter(key=key).exclude(pk=row.pk).exists():
        keys[f"{label}:{row.pk}"] = [row.key, key]
        now["key"] = key
    type(row)._base_manager.filter(pk=row.pk).update(**now)
    return [label, row.pk, relation.name]


def put_back(merge: PersonMerge, *, by: Any, reason: str) -> Callable[[], None]:
    """Put back what the merging moved and is still where it put it; what was entered since stays with the kept record.

    Returns what is to be done once the merging is kept as undone: the cycles of both.
    """
    lock_people()
    kept, gone = _locked(merge.kept, merge.gone)
    if kept.merged_into_id:
        raise ValidationError(
            _("The kept record was merged into another one later: undo that first. It is now: %(name)s.")
            % {"name": kept.merged_into}
        )
    by_name = {(each.model._meta.label, each.name): each for each in relations()}
    for label, pk, name in merge.moved:
        relation = by_name.get((label, name))
        row = _rows(relation, kept).filter(pk=pk).first() if relation else None
        if row is not None and not _has_the_same(relation, row, gone):  # type: ignore[arg-type]
            _return(relation, row, gone, merge.before["keys"])
    _restore(kept, gone, merge.before["columns"])
    User.objects.filter(pk=merge.before["closed_account"]).update(is_active=True)
    history.record(kept, "undo_merge", by=by, reason=f"{gone.full_name}: {reason}")
    history.record(gone, "undo_merge", by=by, reason=f"{kept.full_name}: {reason}")

    def reckon() -> None:
        announce_change(kept.pk, gone.pk)

    return reckon


def _return(relation: Any, row: Any, gone: Person, keys: dict[str, list[Any]]) -> None:
    was = keys.get(f"{row._meta.label}:{row.pk}")
    now: dict[str, Any] = {relation.name: gone}
    if was and row.key == was[1]:
        now["key"] = was[0]
    type(row)._base_manager.filter(pk=row.pk).update(**now)


def _restore(kept: Person, gone: Person, columns: dict[str, dict[str, list[Any]]]) -> None:
    """Give both records their former values where they still have those of the merging and nobody else has them."""
    for person, side in ((kept, KEPT), (gone, GONE)):
        for name, (before, after) in columns[side].items():
            own = Person._meta.get_field(name)
            if _plain(getattr(person, name)) == after:
                setattr(person, own.attname, own.to_python(before))  # type: ignore[union-attr]
    for name in ALONE:
        attribute = Person._meta.get_field(name).attname  # type: ignore[union-attr]
        value = getattr(gone, attribute)
        others = Person.objects.exclude(pk__in=[kept.pk, gone.pk])
        for person in (kept, gone):
            mine = getattr(person, attribute)
            if mine is not None and others.filter(**{attribute: mine}).exists():
                setattr(person, attribute, None)
        if value is not None and value == getattr(kept, attribute):
            setattr(gone, attribute, None)
    gone.merged_into = None
    _save_both(kept, gone)


def moved_counts(merge: PersonMerge) -> list[tuple[str, int]]:
    """How many rows of which kind a merging moved."""
    labels = {(each.model._meta.label, each.name): Move(each).label for each in relations()}
    return list(Counter(labels.get((label, name), label) for label, _pk, name in merge.moved).items())


history.name_acts(
    {
        "merge_people": gettext_lazy("records merged"),
    }
)
