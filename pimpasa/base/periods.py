"""Half-open periods of days, and a database that refuses two of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q


class Period(models.Model):
    """From `since` on, until the day before `until`; without `until`, until further notice."""

    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        abstract = True

    def holds(self, on: date) -> bool:
        """True when this day lies in the period."""
        return self.since <= on and (self.until is None or on < self.until)


def in_force(on: date, *, through: str = "") -> Q:
    """The rows whose period holds this day; `through` is the lookup path to them, if any."""
    prefix = f"{through}__" if through else ""
    begun = Q(**{f"{prefix}since__lte": on})
    return begun & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": on}))


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A constraint: no empty period, and none that ends before it begins."""
    condition = Q(until=None) | Q(until__gt=models.F("since"))
    return models.CheckConstraint(condition=condition, name=name)


def refuse_overlap(
    connection: BaseDatabaseWrapper, *, table: str, same: Sequence[str], name: str
) -> None:
    """Let the database refuse two periods that overlap in rows where all of `same` agree.

    PostgreSQL: an exclusion constraint, for it sees what other transactions are writing.
    SQLite: triggers, for it has one writer at a time.
    """
    make: Callable[[str, Sequence[str], str], list[str]] = (
        _exclusion if connection.vendor == "postgresql" else _triggers
    )
    _run(connection, make(table, same, name))


def allow_overlap(connection: BaseDatabaseWrapper, *, table: str, name: str) -> None:
    """Undo `refuse_overlap`."""
    if connection.vendor == "postgresql":
        _run(connection, [f"ALTER TABLE {table} DROP CONSTRAINT {name}"])
    else:
        _run(connection, [f"DROP TRIGGER {name}_{verb.lower()}" for verb in ("INSERT", "UPDATE")])


def _exclusion(table: str, same: Sequence[str], name: str) -> list[str]:
    agree = ", ".join(f"{column} WITH =" for column in same)
    return [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        f"ALTER TABLE {table} ADD CONSTRAINT {name} "
        f"EXCLUDE USING gist ({agree}, daterange(since, until) WITH &&)",
    ]


def _triggers(table: str, same: Sequence[str], name: str) -> list[str]:
    agree = " AND ".join(f"other.{column} = NEW.{column}" for column in same)
    clash = (
        f"SELECT 1 FROM {table} AS other WHERE {agree} AND other.id <> NEW.id "  # noqa: S608
        "AND (NEW.until IS NULL OR other.since < NEW.until) "
        "AND (other.until IS NULL OR NEW.since < other.until)"
    )
    return [
        f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} WHEN EXISTS ({clash}) "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        for verb in ("INSERT", "UPDATE")
    ]


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
