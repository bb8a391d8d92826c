"""Questions to the database that every act asks: put together once, asked ever after.

Django puts the same sentence together each time, which takes ten times as long as the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import models, transaction

Row = TypeVar("Row", bound=models.Model)
Given = ParamSpec("Given")
_ANY = UUID("8d1f0c52-5f0b-4c0e-9d3b-2a6f4f1e7c90")  # stands where a key goes


def found(model: type[Row], *, order: str = "", is_locked: bool = False, **by: Any) -> Row | None:
    """The row whose fields have these values, or None: `objects.filter(**by).first()`.

    `by` names columns (`report_id`, or `pk`), none of which is asked to be null; `order` one of
    them, with a minus from the end. `is_locked` keeps others from changing the row until the
    transaction that is open ends.
    """
    connection = transaction.get_connection()
    find = _find(model, tuple(by), order, connection.vendor)
    asked = zip(find.asked, by.values(), strict=True)
    values = [field.get_db_prep_value(value, connection) for field, value in asked]
    lock = connection.features.has_select_for_no_key_update and is_locked
    sql = f"{find.sql} FOR NO KEY UPDATE" if lock else find.sql
    return next(iter(find.shape.rows(sql, values)), None)


def existing(model: type[Row], key: object) -> Row:
    """The row with this key: `objects.get(pk=key)`. Raises the model's DoesNotExist."""
    row: Row | None = found(model, pk=key)
    if row is None:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return row


def one_of(rows: models.QuerySet[Row]) -> OneOf[Row] | None:
    """Which of these rows has a key, to be asked again and again; None where there are none."""
    try:
        sql, values = rows.filter(pk=_ANY).query.sql_with_params()
    except EmptyResultSet:
        return None
    return OneOf(rows.model, sql, values)


def rows_by(model: type[Row], sql: str, values: Sequence[object]) -> list[Row]:
    """The rows that a sentence of one's own finds; it names all columns in the model's order."""
    return _whole(model, transaction.get_connection().vendor).rows(sql, values)


@dataclass(frozen=True)
class OneOf(Generic[Row]):
    """SQL with its values, one or more of which is the key of the row."""

    model: type[Row]
    sql: str
    values: tuple[object, ...]

    def with_key(self, key: UUID) -> Row | None:
        """The row with this key, if it is one of them."""
        this, kept = _as_kept(_ANY), _as_kept(key)
        values = [kept if value == this else value for value in self.values]
        return next(iter(rows_by(self.model, self.sql, values)), None)


def asked_often(
    make: Callable[Given, models.QuerySet[Row]],
) -> Callable[Given, list[Row]]:
    """Let Django put together what `make` asks at its first call; later only values change.

    `make` takes UUIDs, days and texts that go unchanged into the sentence. Its rows are whole, or
    tuples (`values_list`).
    """
    known: dict[str, _Question[Row]] = {}

    @wraps(make)
    def ask(*given: Given.args, **named: Given.kwargs) -> list[Row]:
        vendor = transaction.get_connection().vendor
        if vendor not in known:
            known[vendor] = _question(make, given, named)
        return known[vendor].ask([*given, *named.values()])

    return ask


@dataclass(frozen=True)
class _Shape(Generic[Row]):
    """How columns become rows of a model, or tuples of values."""

    model: type[Row]
    names: list[str]  # of the fields; none: tuples
    converters: tuple[tuple[int, Any, Callable[..., Any]], ...]  # place, column, and how

    def rows(self, sql: str, values: Sequence[object]) -> list[Row]:
        """Ask, and read what comes."""
        connection = transaction.get_connection()
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            came = cursor.fetchall()
        made: list[Any] = []
        for columns in came:
            kept = list(columns)
            for at, column, convert in self.converters:
                kept[at] = convert(kept[at], column, connection)
            is_whole = bool(self.names)
            made.append(
                self.model.from_db(connection.alias, self.names, kept) if is_whole else tuple(kept)
            )
        return made


@dataclass(frozen=True)
class _Find(Generic[Row]):
    sql: str
    asked: tuple[models.Field[Any, Any], ...]
    shape: _Shape[Row]


@dataclass(frozen=True)
class _Question(Generic[Row]):
    """A sentence whose values are given (by their place) or stand in it for good."""

    sql: str
    values: tuple[object, ...]
    places: tuple[int | None, ...]
    shape: _Shape[Row]

    def ask(self, given: Sequence[object]) -> list[Row]:
        values = [
            value if place is None else _as_kept(given[place])
            for value, place in zip(self.values, self.places, strict=True)
        ]
        return self.shape.rows(self.sql, values)


@lru_cache(maxsize=128)
def _find(model: type[Row], by: tuple[str, ...], order: str, _vendor: str) -> _Find[Row]:
    meta, quoted = model._meta, transaction.get_connection().ops.quote_name
    fields = {field.attname: field for field in meta.concrete_fields}
    columns = ", ".join(quoted(str(field.column)) for field in fields.values())
    shape = _whole(model, _vendor)
    assert meta.pk is not None  # noqa: S101  every model has one
    fields["pk"] = meta.pk
    where = " AND ".join(f"{quoted(str(fields[name].column))} = %s" for name in by)
    last = order or "pk"
    direction = " DESC" if last.startswith("-") else ""
    by_column = quoted(str(fields[last.lstrip("-")].column))
    return _Find(
        sql=f"SELECT {columns} FROM {quoted(meta.db_table)} WHERE {where} "  # noqa: S608
        f"ORDER BY {by_column}{direction} LIMIT 1",
        asked=tuple(fields[name] for name in by),
        shape=shape,
    )


@lru_cache(maxsize=64)
def _whole(model: type[Row], _vendor: str) -> _Shape[Row]:
    return _shape(model, [f.get_col(model._meta.db_table) for f in model._meta.concrete_fields])


def _shape(model: type[Row], columns: Sequence[Any], *, is_whole: bool = True) -> _Shape[Row]:
    connection = transaction.get_connection()
    converters = tuple(
        (at, column, convert)
        for at, column in enumerate(columns)
        for convert in (
            *connection.ops.get_db_converters(column),
            *column.get_db_converters(connection),
        )
    )
    names = [field.attname for field in model._meta.concrete_fields] if is_whole else []
    return _Shape(model, names, converters)


def _question(make: Any, given: Sequence[object], named: dict[str, object]) -> _Question[Any]:
    """Raises ValueError when a value does not go into the sentence as it is."""
    marks = [_mark(value, at) for at, value in enumerate([*given, *named.values()])]
    asked = make(*marks[: len(given)], **dict(zip(named, marks[len(given) :], strict=True)))
    compiler = asked.query.get_compiler(connection=transaction.get_connection())
    sql, values = compiler.as_sql()
    kept = [_as_kept(mark) for mark in marks]
    places = tuple(kept.index(value) if value in kept else None for value in values)
    if missing := set(range(len(marks))) - set(places):
        named_so = getattr(make, "__name__", "this")
        raise ValueError(f"{named_so}: values {sorted(missing)} do not stand in the sentence")
    is_whole = asked._fields is None  # else `values_list`
    columns = [column for column, _sql, _name in compiler.select]
    return _Question(sql, tuple(values), places, _shape(asked.model, columns, is_whole=is_whole))


def _mark(value: object, at: int) -> object:
    """A value of the same kind that nobody asks for."""
    if isinstance(value, UUID):
        return UUID(int=_ANY.int + at)
    if isinstance(value, str):
        return f"\x01{at}"
    if type(value) is date:
        return date.min + timedelta(days=at)
    raise ValueError(f"{type(value).__name__} cannot be asked for so")


def _as_kept(value: object) -> object:
    """A value as the database here keeps it."""
    operations = transaction.get_connection().ops
    if isinstance(value, UUID):
        return models.UUIDField().get_db_prep_value(value, transaction.get_connection())
    if isinstance(value, date):
        return operations.adapt_datefield_value(value)
    return str(value)
