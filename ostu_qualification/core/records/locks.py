"""Locks on rows, until the transaction ends: to change a record, or to keep it as it is.

Neither keeps rows away that point to the record: a stronger lock would let a letter to a person wait for a change of the
person, and in time one of the two for ever. Where there are no locks on rows (SQLite) one transaction writes at a time.
"""

from typing import TypeVar
from zlib import crc32

from django.db import connection
from django.db.models import Model, QuerySet

Record = TypeVar("Record", bound=Model)


def locked(record: Record, *related: str) -> Record:
    """The record as it is now, to be changed by nobody else; with those it points to, which are only read."""
    return lock_rows(type(record), *related).get(pk=record.pk)


def lock_rows(model: type[Record], *related: str) -> QuerySet[Record]:
    """The rows of a kind, each to be changed by nobody else once it is read: ask for them in the order of their keys."""
    rows = model._default_manager.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*related) if related else rows


def held(record: Record) -> Record:
    """The record as it is now, to be changed by nobody at all; others may hold it at the same time."""
    if connection.features.has_select_for_update:
        quote = connection.ops.quote_name
        table, key = quote(record._meta.db_table), quote(record._meta.pk.attname)
        with connection.cursor() as cursor:
            cursor.execute(f"select from {table} where {key} = %s for share", [record.pk])
    return type(record)._default_manager.get(pk=record.pk)


def one_at_a_time(what: str, *, shared: bool = False) -> None:
    """Let acts of one kind come one after the other where there is no row to lock: what is not there yet, or everything.

    Those who ask for it `shared` go beside each other, but not beside one who has it alone.
    """
    if connection.features.has_select_for_update:
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"select {function}(%s)", [crc32(what.encode())])
