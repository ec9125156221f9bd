"""Two records of one person become one: whatever points to the one that goes is pointed to the kept one, and back again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.models import User
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who, user_of
from staff.cycle.models import CycleState
from staff.people.lock import lock_people
from staff.people.models import Person
from staff.people.signals import announce_change

from . import permissions
from .models import PersonMerge
from .survey import COLUMNS, GONE, KEPT, choices_of, has_the_same, key_for, relations, rows_of, survey

ALONE = ("pin", "user")


@transaction.atomic
def merge_people(
    kept: Person, gone: Person, *, by: Who, reason: str, chosen: dict[str, str] | None = None
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
    merge = PersonMerge(kept=kept, gone=gone, reason=reason, merged_by=user_of(by))
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
    key = key_for(row, person)
    if key is not None and not type(row)._base_manager.filter(key=key).exclude(pk=row.pk).exists():
        keys[f"{label}:{row.pk}"] = [row.key, key]
        now["key"] = key
    type(row)._base_manager.filter(pk=row.pk).update(**now)
    return [label, row.pk, relation.name]


def put_back(merge: PersonMerge, *, by: Who, reason: str) -> Callable[[], None]:
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
        row = rows_of(relation, kept).filter(pk=pk).first() if relation else None
        if row is not None and not has_the_same(relation, row, gone):  # type: ignore[arg-type]
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


history.name_acts(
    {
        "merge_people": gettext_lazy("records merged"),
    }
)
