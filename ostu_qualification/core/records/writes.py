"""How a record is kept that changes no state: one way for all apps."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction

from . import history
from .files import all_or_nothing, delete, file_names
from .locks import Record, locked
from .verdicts import Verdict
from .who import System, Who, lenders_noted

NO_FIELDS: Mapping[str, Any] = MappingProxyType({})


@all_or_nothing()
def keep(
    record: Record,
    fields: Mapping[str, Any] = NO_FIELDS,
    *,
    by: Who,
    permission: Callable[[Any, Any], Verdict],
    act: str = "",
    reason: history.Reason = "",
    check: Callable[[Record], object] | None = None,
    derived: Collection[str] = (),
) -> Record:
    """Give a record these values, and no others: a new one comes in, an existing one is changed. Returns it as kept.

    An existing record is locked and read anew, and the permission asked of what is there now: the page that the values
    come from may be old. Nothing but the named fields is written, so that nothing that others did meanwhile is undone.
    `check` looks at the record with its new values before it is kept: it raises ValidationError, and may give the columns
    named as `derived` the values that follow. `act` is the name of the history line; without it the differences that
    every save leaves in the history are enough.
    """
    model = type(record)
    is_new = record._state.adding
    fresh = record if is_new else locked(record)
    with lenders_noted() as lenders:
        if not isinstance(by, System):
            permission(by, fresh).require()
    files = file_names(fresh)
    sets = {field.name for field in model._meta.many_to_many} & fields.keys()
    for name in fields.keys() - sets:
        setattr(fresh, name, fields[name])
    if check is not None:
        check(fresh)
    fresh.full_clean()
    try:
        with transaction.atomic():
            fresh.save(force_insert=True) if is_new else fresh.save(update_fields=(fields.keys() - sets) | {*derived})
    except IntegrityError:
        fresh.full_clean()  # somebody was faster since the first look: says in words what stands in the way now
        raise
    for name in sets:
        getattr(fresh, name).set(fields[name])
    transaction.on_commit(lambda: delete(files - file_names(fresh)))
    if act:
        history.record(fresh, act, by=by, reason=reason, lenders=lenders)
    return fresh
