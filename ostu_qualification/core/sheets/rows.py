"""Many rows written in few statements, past the cost of model objects: for caches and invented data alone.

Nothing is checked here but by the database; what has a rule or a history goes by its own act.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

AT_ONCE = 1000


def write_rows(
    model: type[Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], *, unique: str = ""
) -> None:
    """Insert rows, a statement a thousand; where a row with the same `unique` column is there, it takes the new values."""
    quote = connection.ops.quote_name
    names = [quote(model._meta.get_field(name).column) for name in columns]  # type: ignore[union-attr, arg-type]
    opening = f"insert into {quote(model._meta.db_table)} ({', '.join(names)}) values "  # noqa: S608 - our own names
    closing = ""
    if unique:
        key = quote(model._meta.get_field(unique).column)  # type: ignore[union-attr, arg-type]
        renewed = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
        closing = f" on conflict ({key}) do update set {renewed}"
    marks = f"({', '.join(['%s'] * len(names))})"
    left = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(left, AT_ONCE)):
            values = [value for row in batch for value in row]
            cursor.execute(opening + ", ".join([marks] * len(batch)) + closing, values)
