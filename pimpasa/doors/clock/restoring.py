"""Puts a backup back and checks that it is whole, in order, and that our keys open it."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from pimpasa.base.resealing import sealed_fields
from pimpasa.base.sealed import SealedField
from pimpasa.base.vault import SealBroken
from pimpasa.doors.clock import copies
from pimpasa.doors.clock.backup import Manifest
from pimpasa.doors.clock.copies import CopyBroken
from pimpasa.ledger.queries import broken_link


def put_back(data: Path, manifest: Manifest) -> None:
    """Restore into the empty database here. Raises CopyBroken when a check fails.

    A SQLite file is checked before it takes its place, and removed again when our keys do not open
    it or the ledger does not hold.
    """
    if manifest.vendor == "sqlite" and copies.check_sqlite(data) != manifest.rows:
        raise CopyBroken("the rows are not those that were counted")
    copies.put_back(data, vendor=manifest.vendor)
    try:
        _check(manifest)
    except CopyBroken:
        copies.take_away()
        raise


def _check(manifest: Manifest) -> None:
    if connection.vendor == "postgresql" and copies.count_rows() != manifest.rows:
        raise CopyBroken("the rows are not those that were counted")
    if found := broken_link():
        raise CopyBroken(f"the ledger breaks at {found.chain} {found.position}: {found.reason}")
    for field in filter(_is_there, sealed_fields()):
        kept = field.model._default_manager.exclude(**{field.attname: None})
        last = kept.only(field.attname).last()
        try:
            getattr(last, field.attname, None)
        except SealBroken:
            raise CopyBroken(
                f"the keys of this home do not open {field}.\n"
                "  What to do: put the key file of that time into keys/ring.json and try again"
            ) from None


def _is_there(field: SealedField) -> bool:
    """False for what was added after the backup was made: it holds nothing yet."""
    table = field.model._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        columns = connection.introspection.get_table_description(cursor, table)
    return field.column in {column.name for column in columns}
