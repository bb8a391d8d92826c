"""Many rows of one table at once, where reports come in faster than Django writes rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.db import models, transaction


def insert_all(rows: Sequence[models.Model], *, is_once: bool = False) -> None:
    """Insert rows of one model, each with its key, in the transaction that is open.

    Like `bulk_create`, for rows whose key the database does not make. `is_once` leaves what is
    there already as it is.
    """
    if not rows:
        return
    # Not through Django's proxy, with which this takes half as long again.
    connection = transaction.get_connection()
    statement, fields = _insert(type(rows[0]))
    if is_once:
        statement += " ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                [f.get_db_prep_save(f.pre_save(row, True), connection) for f in fields]
                for row in rows
            ],
        )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def remove(row: models.Model) -> None:
    """Delete a row on which nothing depends, in the transaction that is open."""
    connection, key = transaction.get_connection(), row._meta.pk
    assert key is not None  # noqa: S101  every model has one
    quoted = connection.ops.quote_name
    table, column = quoted(row._meta.db_table), quoted(str(key.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE {column} = %s",  # noqa: S608  names of our own models
            [key.get_db_prep_value(row.pk, connection)],
        )


@lru_cache(maxsize=64)
def _insert(model: type[models.Model]) -> tuple[str, Sequence[models.Field]]:  # type: ignore[type-arg]
    fields = model._meta.concrete_fields
    quoted = transaction.get_connection().ops.quote_name
    names = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({marks})", fields  # noqa: S608
