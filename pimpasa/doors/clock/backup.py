"""Backups: consistent while the system is in use, encrypted, and read again after writing."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from pyrage.x25519 import Identity

from pimpasa.base import parcels
from pimpasa.doors.clock import copies

RECENT, DAYS = 24, 30  # kept: the newest 24, and the newest of each of 30 days
DATA, MANIFEST = "data", "manifest.json"
_NAME = "pimpasa-%Y%m%dT%H%M%SZ.age"


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself."""

    made_at: str
    vendor: str  # sqlite or postgresql
    rows: dict[str, int]  # table -> rows
    sha256: str  # of the data


class BackupBroken(Exception):
    """What was written cannot be read back as it was."""


def folder() -> Path:
    """Where backups are kept on this machine. The keys are never inside one."""
    return Path(settings.BACKUP_FOLDER)


def key_file() -> Path:
    """The key that opens backups made here, unless PIMPASA_BACKUP_TO names other keys."""
    return Path(settings.KEY_FILE).with_name("backup.key")


def make(into: Path, *, now: datetime) -> Path:
    """Write a backup and check it; returns its file. Call it outside a transaction.

    Raises BackupBroken, and nothing is left of it then.
    """
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = into / now.astimezone(UTC).strftime(_NAME)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=into) as made:
        work = Path(made)
        manifest = _collect(work, now=now)
        parcel = work / "parcel.age"
        own = parcels.own_identity(key_file())
        parcels.seal_file(
            work / "parcel.tar", parcel, to=parcels.recipients(settings.BACKUP_TO, own=own)
        )
        (work / "parcel.tar").unlink()
        if not settings.BACKUP_TO:  # else only the holder of another key can read it back
            opened = unpack(parcel, work, key=own)
            if opened != manifest:
                raise BackupBroken(target.name)
        _keep(parcel, target)
    return target


def unpack(parcel: Path, work: Path, *, key: Identity) -> Manifest:
    """Open a backup into `work/data`; returns what it says about itself.

    Raises ParcelBroken for another key, BackupBroken when the data is not what was written.
    """
    opened = work / "opened.tar"
    parcels.open_file(parcel, opened, key=key)
    with tarfile.open(opened) as tar:
        for name in (MANIFEST, DATA):
            tar.extract(tar.getmember(name), work, filter="data")
    opened.unlink()
    manifest = Manifest(**json.loads((work / MANIFEST).read_text(encoding="ascii")))
    if parcels.digest_of(work / DATA) != manifest.sha256:
        raise BackupBroken(parcel.name)
    return manifest


def thin_out(where: Path) -> None:
    """Let go of backups beyond the newest ones and one for each of the last days."""
    names = sorted(path.name for path in where.glob("pimpasa-*.age"))
    for name in too_old(names):
        (where / name).unlink(missing_ok=True)


def too_old(names: Iterable[str]) -> list[str]:
    """Which of these backups, named by their time, need not be kept."""
    newest_first = sorted(names, reverse=True)
    last_of_day: dict[str, str] = {}
    for name in newest_first:
        last_of_day.setdefault(name.partition("T")[0], name)
    kept = {*newest_first[:RECENT], *list(last_of_day.values())[:DAYS]}
    return [name for name in newest_first if name not in kept]


def _collect(work: Path, *, now: datetime) -> Manifest:
    rows = copies.copy_database(work / DATA)
    manifest = Manifest(
        now.astimezone(UTC).isoformat(), connection.vendor, rows, parcels.digest_of(work / DATA)
    )
    (work / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="ascii")
    with tarfile.open(work / "parcel.tar", "w") as tar:
        for name in (MANIFEST, DATA):
            tar.add(work / name, arcname=name, filter=_nobody)
    (work / DATA).unlink()
    return manifest


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _keep(parcel: Path, target: Path) -> None:
    with parcel.open("rb") as file:
        os.fsync(file.fileno())
    shutil.move(parcel, target)
    handle = os.open(target.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
