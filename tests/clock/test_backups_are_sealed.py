"""A backup is made of one copy in one go: whole, read again, and steadily written."""

import io
import json
import os
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from types import SimpleNamespace

import pysqlite3
import pytest
from pyrage.x25519 import Identity

from pimpasa.base import parcels
from pimpasa.doors.clock import backup, copies
from pimpasa.doors.clock.backup import DATA, MANIFEST, BackupBroken, Manifest, Parcelled

KEY = Identity.generate()
SAID = Manifest("2026-03-02T01:00:00+00:00", "sqlite", {"t": 3})


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, backup.BLOCK, 3 * backup.BLOCK + 7])
@pytest.mark.parametrize("step", [-1, 1000, 1 << 20])
def test_what_is_read_is_an_archive_of_the_data_and_its_digest(tmp_path, size, step):
    data = tmp_path / DATA
    data.write_bytes(os.urandom(size))
    inside = Parcelled(data, SAID)

    read = b"".join(iter(lambda: inside.read(step), b""))

    with tarfile.open(fileobj=io.BytesIO(read)) as tar:
        assert tar.extractfile(DATA).read() == data.read_bytes()
        said = json.load(tar.extractfile(MANIFEST))
    assert said["sha256"] == sha256(data.read_bytes()).hexdigest()
    assert said["rows"] == {"t": 3}
    assert inside.is_whole
    assert inside.digest == sha256(read).hexdigest()


@pytest.mark.parametrize("order", [(MANIFEST, DATA), (DATA, MANIFEST)])
def test_backups_of_older_versions_are_opened_too(tmp_path, order):
    (tmp_path / DATA).write_bytes(b"rows")
    said = {"made_at": "x", "vendor": "sqlite", "rows": {}, "sha256": sha256(b"rows").hexdigest()}
    (tmp_path / MANIFEST).write_text(json.dumps(said))
    with tarfile.open(tmp_path / "tar", "w") as tar:
        for name in order:
            tar.add(tmp_path / name, arcname=name)
    with (tmp_path / "tar").open("rb") as source:
        parcels.seal(source, tmp_path / "parcel", to=[KEY.to_public()])

    work = tmp_path / "work"
    work.mkdir()
    assert backup.unpack(tmp_path / "parcel", work, key=KEY).vendor == "sqlite"
    assert (work / DATA).read_bytes() == b"rows"


def test_one_changed_byte_and_another_key_are_found(tmp_path):
    parcel = tmp_path / "parcel"
    parcels.seal(io.BytesIO(b"x" * 200_000), parcel, to=[KEY.to_public()])
    assert parcels.digest_inside(parcel, key=KEY) == sha256(b"x" * 200_000).hexdigest()
    assert parcel.stat().st_mode & 0o777 == 0o600

    with pytest.raises(parcels.ParcelBroken):
        parcels.digest_inside(parcel, key=Identity.generate())
    sealed = bytearray(parcel.read_bytes())
    sealed[-1000] ^= 1
    parcel.write_bytes(sealed)
    with pytest.raises(parcels.ParcelBroken):
        parcels.digest_inside(parcel, key=KEY)


@pytest.mark.parametrize("lost", ["read back", "sealed"])
def test_one_that_is_not_whole_is_not_kept(tmp_path, settings, monkeypatch, lost):
    settings.KEY_FILE, settings.BACKUP_TO = str(tmp_path / "keys" / "ring.json"), []
    monkeypatch.setattr(
        copies, "copy_database", lambda target: {"t": target.write_bytes(b"x" * 99_999)}
    )
    if lost == "read back":
        monkeypatch.setattr(parcels, "digest_inside", lambda *_, **__: "0" * 64)
    else:
        whole = Parcelled.read
        ends_early = lambda self, size=-1: b"" if self._at else whole(self, size)  # noqa: E731
        monkeypatch.setattr(Parcelled, "read", ends_early)

    with pytest.raises(BackupBroken):
        backup.make(tmp_path / "into", now=datetime(2026, 3, 2, tzinfo=UTC))

    assert list((tmp_path / "into").iterdir()) == []


def test_what_is_large_reaches_the_disk_in_small_steps(tmp_path, monkeypatch):
    steps, flush = [], os.fdatasync
    monkeypatch.setattr(os, "fdatasync", lambda handle: (steps.append(handle), flush(handle)))
    source = io.BytesIO(bytes(3 * parcels.STEP + 1))

    parcels.seal(source, tmp_path / "parcel", to=[KEY.to_public()])

    assert len(steps) >= 3


def test_others_who_write_do_not_begin_the_copy_anew(tmp_path, monkeypatch):
    live = pysqlite3.connect(tmp_path / "live", isolation_level=None)
    other = pysqlite3.connect(tmp_path / "live", isolation_level=None)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE t (x)")
    live.executemany("INSERT INTO t VALUES (?)", [(bytes(4000),)] * 60)
    ours = SimpleNamespace(connection=live, ensure_connection=lambda: None, vendor="sqlite")
    steps, flush = [], os.fdatasync

    def step(handle):
        steps.append(other.execute("INSERT INTO t VALUES (1)"))
        assert len(steps) < 200, "the copy begins again and again"
        flush(handle)

    monkeypatch.setattr(copies, "connection", ours)
    monkeypatch.setattr(copies, "_PAGES", 2)
    monkeypatch.setattr(os, "fdatasync", step)

    assert copies.copy_database(tmp_path / "copy") == {"t": 60}
    assert len(steps) > 20
    assert not live.in_transaction
    with closing(live), closing(other):
        assert other.execute("SELECT count(*) FROM t").fetchone() == (60 + len(steps),)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", "live"]
