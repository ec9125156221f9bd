"""The database's side of an act with many records: one lock, one update, whatever their number."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

from django.db.models import Field, ForeignKey, Model

from ostu_qualification.core.records.locks import held, lock_rows, locked
from ostu_qualification.core.records.states import Stateful

PORTION = 500
M = TypeVar("M", bound=Stateful)


def in_portions(records: list[M]) -> Iterator[list[M]]:
    """The records, 500 at a time: no statement grows without bound."""
    return (records[start : start + PORTION] for start in range(0, len(records), PORTION))


def lock_all(model: type[M], records: Sequence[M], related: Iterable[str] = ()) -> list[M]:
    """Lock the records and read them anew, in the order given; locked by key, so that two at once never wait for each other.

    Raises DoesNotExist when one of them is gone.
    """
    keys = [each.pk for each in records]
    fresh = {each.pk: each for each in lock_rows(model, *related).filter(pk__in=keys).order_by("pk")}
    missing = [key for key in keys if key not in fresh]
    if missing:
        raise model.DoesNotExist(f"{model._meta.label}: {missing}")
    return [fresh[key] for key in keys]


def lock_others(above: Iterable[Sequence[Model]], beside: Iterable[Sequence[Model]]) -> None:
    """Lock what stands above each of the records, and hold what nobody may change meanwhile: each once.

    All that stands highest comes first, and what stands equally high by key, so that no two ever wait for each other.
    """
    for each in _in_order(above):
        locked(each)
    for each in _in_order(beside):
        held(each)


def _in_order(others: Iterable[Sequence[Model]]) -> Iterator[Model]:
    for level in zip_longest(*others):
        yield from sorted({each for each in level if each is not None}, key=lambda each: (each._meta.label, each.pk))


def save_all(model: type[M], records: Sequence[M], before: Sequence[M]) -> None:
    """Check and save the records that the bodies changed: only the columns that are different in at least one of them.

    Constraints over several rows are left to the database, which asks them anyway.
    """
    columns: list[Field[Any, Any]] = [each for each in model._meta.concrete_fields if not each.primary_key]
    changed = {
        each for each in columns for record, old in zip(records, before, strict=True) if _differs(each, record, old)
    }
    to_others = {each.name for each in columns if isinstance(each, ForeignKey) and each not in changed}
    for record in records:
        record.clean_fields(exclude=to_others)
        record.clean()
    if changed:
        model._base_manager.bulk_update(records, [each.name for each in columns if each in changed])


def _differs(field: "Field[Any, Any]", record: Stateful, old: Stateful) -> bool:
    return bool(record.__dict__.get(field.attname) != old.__dict__.get(field.attname))
