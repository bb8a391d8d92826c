"""The full-text table of what may be answered: FTS5 on SQLite, tsvector on PostgreSQL.

It holds only public content (cards and approved answers), as stems: villagers' words never go in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "answers_fulltext"
_CREATE = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(key UNINDEXED, question, keywords, answer)"
    ],
    "postgresql": [
        f"CREATE TABLE {TABLE} (key text PRIMARY KEY, question text, keywords text, answer text, "
        "stems tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple', question), 'A') || "
        "setweight(to_tsvector('simple', keywords), 'B') || "
        "setweight(to_tsvector('simple', answer), 'D')) STORED)",
        f"CREATE INDEX {TABLE}_stems ON {TABLE} USING gin (stems)",
    ],
}
_FIND = {
    "sqlite": f"SELECT key FROM {TABLE} WHERE {TABLE} MATCH %s "  # noqa: S608
    f"ORDER BY bm25({TABLE}, 0, 3.0, 2.0, 1.0), key LIMIT %s",
    "postgresql": f"SELECT key FROM {TABLE}, to_tsquery('simple', %s) asked "  # noqa: S608
    "WHERE stems @@ asked ORDER BY ts_rank('{0.33, 0.33, 0.66, 1.0}', stems, asked, 1) DESC, key "
    "LIMIT %s",
}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found, as stems."""

    key: str
    question: Sequence[str]
    keywords: Sequence[str]
    answer: Sequence[str]


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the table: called once, by the migration."""
    _run(connection, _CREATE[connection.vendor])


def drop(connection: BaseDatabaseWrapper) -> None:
    """Undo `create`."""
    _run(connection, [f"DROP TABLE IF EXISTS {TABLE}"])


def replace_all(entries: Iterable[Entry]) -> None:
    """Put these entries in the place of all that were there, whole or not at all."""
    rows = [
        (e.key, *(" ".join(field) for field in (e.question, e.keywords, e.answer))) for e in entries
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        cursor.executemany(
            f"INSERT INTO {TABLE} (key, question, keywords, answer) VALUES (%s, %s, %s, %s)",  # noqa: S608
            rows,
        )


def keys_for(stems: Iterable[str], *, limit: int) -> list[str]:
    """Keys of the entries that hold any of these stems, the best fit first."""
    # Stems are letters and digits only, so quoting them is enough for both query languages.
    asked = sorted({stem for stem in stems if stem.isalnum()})
    if not asked:
        return []
    joint = {"sqlite": " OR ", "postgresql": " | "}[connection.vendor]
    quote = {"sqlite": '"', "postgresql": "'"}[connection.vendor]
    query = joint.join(f"{quote}{stem}{quote}" for stem in asked)
    with connection.cursor() as cursor:
        cursor.execute(_FIND[connection.vendor], [query, limit])
        return [key for (key,) in cursor.fetchall()]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
