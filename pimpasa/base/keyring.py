"""The keys of the house: made once at first start, kept in one file outside the database."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

KEY_BYTES = 32


class KeysUnreadable(RuntimeError):
    """The key file is missing parts, broken, or open to other users of this machine."""


@dataclass(frozen=True)
class KeyRing:
    """Every key of the house. Never printed, never logged: `repr` shows the numbers only."""

    field_keys: dict[int, bytes]  # number -> AES-256 key; the highest number writes, all read
    pepper: bytes  # receipt codes
    blind: bytes  # equality search over encrypted values
    web: str  # Django's SECRET_KEY
    signing: bytes  # Ed25519 seed: ledger heads
    form: bytes  # forms given out before they come back

    def __repr__(self) -> str:
        """Say which keys there are, and nothing of what they are."""
        return f"KeyRing(field_keys={sorted(self.field_keys)})"

    @property
    def current(self) -> int:
        """The number of the field key that new values are written with."""
        return max(self.field_keys)


def new_ring() -> KeyRing:
    """A ring of fresh random keys."""
    draw = secrets.token_bytes
    return KeyRing(
        field_keys={1: draw(KEY_BYTES)},
        pepper=draw(KEY_BYTES),
        blind=draw(KEY_BYTES),
        web=secrets.token_urlsafe(48),
        signing=draw(KEY_BYTES),
        form=draw(KEY_BYTES),
    )


def with_new_field_key(ring: KeyRing) -> KeyRing:
    """The same ring, with one more field key that will write from now on."""
    return replace(ring, field_keys=ring.field_keys | {ring.current + 1: secrets.token_bytes(32)})


def without_old_field_keys(ring: KeyRing) -> KeyRing:
    """The same ring with only the key that writes: call it when nothing is left of the others."""
    return replace(ring, field_keys={ring.current: ring.field_keys[ring.current]})


def load_or_make(path: Path) -> KeyRing:
    """Read the key file, or make it with mode 0600 when there is none.

    Raises KeysUnreadable when it is broken or others may read it.
    """
    try:
        return load(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):  # another process was first: its keys count
            _write(path, new_ring())
        return load(path)


def load(path: Path) -> KeyRing:
    """Read the key file. Raises FileNotFoundError, KeysUnreadable."""
    if path.stat().st_mode & 0o077:
        raise KeysUnreadable(f"others may read {path}; run: chmod 600 {path}")
    try:
        return _ring(json.loads(path.read_text(encoding="ascii")))
    except (KeyError, ValueError) as broken:
        raise KeysUnreadable(f"{path} is not a key file of Pimpasa") from broken


def replace_file(path: Path, ring: KeyRing) -> None:
    """Put another ring in the place of the one on disk, whole or not at all."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    _write(beside, ring)
    beside.replace(path)
    _sync_folder(path.parent)


def _ring(stored: dict[str, Any]) -> KeyRing:
    raw = base64.b64decode
    return KeyRing(
        field_keys={int(number): raw(key) for number, key in stored["field_keys"].items()},
        pepper=raw(stored["pepper"]),
        blind=raw(stored["blind"]),
        web=stored["web"],
        signing=raw(stored["signing"]),
        form=raw(stored["form"]),
    )


def _write(path: Path, ring: KeyRing) -> None:
    text = _text(ring)
    # Written beside and linked into place, so that a crash never leaves half a key file.
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    finally:
        beside.unlink()
    _sync_folder(path.parent)


def _text(ring: KeyRing) -> str:
    def plain(key: bytes) -> str:
        return base64.b64encode(key).decode("ascii")

    stored = {
        "field_keys": {str(number): plain(key) for number, key in ring.field_keys.items()},
        "pepper": plain(ring.pepper),
        "blind": plain(ring.blind),
        "web": ring.web,
        "signing": plain(ring.signing),
        "form": plain(ring.form),
    }
    return json.dumps(stored, indent=1)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
