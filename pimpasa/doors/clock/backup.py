"""Backups: consistent while the system is in use, encrypted, and read again after writing."""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection
from pyrage.x25519 import Identity

from pimpasa.base import parcels
from pimpasa.doors.clock import copies

RECENT, DAYS = 24, 30  # kept: the newest 24, and the newest of each of 30 days
DATA, MANIFEST = "data", "manifest.json"
BLOCK = 64 << 10  # bytes
_NAME = "pimpasa-%Y%m%dT%H%M%SZ.age"


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself."""

    made_at: str
    vendor: str  # sqlite or postgresql
    rows: dict[str, int]  # table -> rows
    sha256: str = ""  # of the data


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

    Raises BackupBroken or CopyBroken, and nothing is left of it then.
    """
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = into / now.astimezone(UTC).strftime(_NAME)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=into) as made:
        data, parcel = Path(made) / DATA, Path(made) / "parcel.age"
        rows = copies.copy_database(data)
        inside = Parcelled(data, Manifest(now.astimezone(UTC).isoformat(), connection.vendor, rows))
        own = parcels.own_identity(key_file())
        parcels.seal(inside, parcel, to=parcels.recipients(settings.BACKUP_TO, own=own))
        # Sealed for another key, only its holder can read it back.
        opened = settings.BACKUP_TO or parcels.digest_inside(parcel, key=own) == inside.digest
        if not (inside.is_whole and opened):
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


class Parcelled:
    """The data and what is said of it, as a tar archive that is made while it is read."""

    def __init__(self, data: Path, manifest: Manifest) -> None:
        """Say this of the data; its digest is known only once it was read."""
        self._all = sha256()
        self._blocks = self._made(data, manifest)
        self._block, self._at = b"", 0
        self.is_whole = False  # all of it was read

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of all that was read."""
        return self._all.hexdigest()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most so many."""
        while self._at == len(self._block) and not self.is_whole:
            block = next(self._blocks, None)
            self.is_whole = block is None
            self._block, self._at = block or b"", 0
        out = self._block[self._at : self._at + size if size >= 0 else None]
        self._at += len(out)
        self._all.update(out)
        return out

    @staticmethod
    def _made(data: Path, manifest: Manifest) -> Iterator[bytes]:
        running, size = sha256(), data.stat().st_size
        yield _head(DATA, size)
        with data.open("rb") as file:
            while block := file.read(BLOCK):
                running.update(block)
                yield block
        yield _padding(size)
        said = json.dumps(asdict(replace(manifest, sha256=running.hexdigest()))).encode("ascii")
        yield _head(MANIFEST, len(said)) + said + _padding(len(said))
        yield bytes(2 * tarfile.BLOCKSIZE)


def _head(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def _keep(parcel: Path, target: Path) -> None:
    parcel.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
