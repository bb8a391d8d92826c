"""Triggers that keep one narrow row for each report, all that a list narrows and orders by.

It is an index over three stages, and kept as one: by the database itself, in the transaction of
whatever was written, so that it cannot lag behind and no action has to think of it.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "answers_listed"
_COPIED = ("village_id", "readers", "kind", "received_on")
_KEPT = ", ".join(("report_id", *_COPIED, "urgency", "topics", "is_settled", "is_answered"))
_NEW = ", ".join(f"NEW.{column}" for column in _COPIED)
_COPY = ", ".join(f"{column} = NEW.{column}" for column in _COPIED)
# name, what happened, and what then has to be written
_EVENTS = (
    (
        "report_came",
        "INSERT ON intake_report",
        f"INSERT INTO {TABLE} ({_KEPT}) VALUES (NEW.id, {_NEW}, '', '', FALSE, FALSE)",  # noqa: S608
    ),
    (
        "report_moved",
        f"UPDATE OF {', '.join(_COPIED)} ON intake_report",
        f"UPDATE {TABLE} SET {_COPY} WHERE report_id = NEW.id",  # noqa: S608
    ),
    *(
        (
            f"reading_{verb.split()[0].lower()}",
            f"{verb} ON triage_reading",
            f"UPDATE {TABLE} SET urgency = NEW.urgency, topics = CAST(NEW.topics AS text) "  # noqa: S608
            "WHERE report_id = NEW.report_id",
        )
        for verb in ("INSERT", "UPDATE OF urgency, topics")
    ),
    (
        "settled",
        "INSERT ON triage_settlement",
        f"UPDATE {TABLE} SET is_settled = TRUE WHERE report_id = NEW.report_id",  # noqa: S608
    ),
    (
        "answered",
        "INSERT ON answers_message",
        f"UPDATE {TABLE} SET is_answered = TRUE "  # noqa: S608
        "WHERE report_id = NEW.report_id AND NEW.officer IS NOT NULL",
    ),
)
_FILL = (
    f"INSERT INTO {TABLE} ({_KEPT}) "  # noqa: S608
    f"SELECT report.id, {', '.join(f'report.{column}' for column in _COPIED)}, "
    "COALESCE(reading.urgency, ''), COALESCE(CAST(reading.topics AS text), ''), "
    "EXISTS (SELECT 1 FROM triage_settlement s WHERE s.report_id = report.id), "
    "EXISTS (SELECT 1 FROM answers_message m "
    "WHERE m.report_id = report.id AND m.officer IS NOT NULL) "
    "FROM intake_report report LEFT JOIN triage_reading reading ON reading.report_id = report.id"
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Keep the rows from now on, and make those of what is there already."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for name, when, then in _EVENTS:
            for statement in make(name, when, then):
                cursor.execute(statement)
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608
        cursor.execute(_FILL)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for undoing the migration."""
    with connection.cursor() as cursor:
        for name, when, _then in _EVENTS:
            table = when.rpartition(" ")[2]
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS listed_{name} ON {table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS listed_{name}()")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS listed_{name}")


def _sqlite(name: str, when: str, then: str) -> list[str]:
    return [f"CREATE TRIGGER listed_{name} AFTER {when} BEGIN {then}; END"]


def _postgresql(name: str, when: str, then: str) -> list[str]:
    return [
        f"CREATE FUNCTION listed_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {then}; RETURN NULL; END $$",
        f"CREATE TRIGGER listed_{name} AFTER {when} FOR EACH ROW EXECUTE FUNCTION listed_{name}()",
    ]
