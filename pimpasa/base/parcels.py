"""Files sealed for elsewhere: age encryption to a public key, so that whoever makes one need not
be able to open it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import pyrage
from pyrage import x25519

from pimpasa.base.keyring import KeysUnreadable

STEP = 8 << 20  # bytes


class ParcelBroken(Exception):
    """The file is damaged, or was sealed for another key."""


class Readable(Protocol):
    """Where bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many; none at the end."""


class Steady:
    """Writes a large file to disk in small steps.

    Left to itself the kernel gathers it in memory, and whoever then flushes a small commit to the
    same disk waits until all of it is written.
    """

    def __init__(self, handle: int) -> None:
        """Write to this open file."""
        self._handle, self._since = handle, 0

    def write(self, data: bytes) -> int:
        """Write all of it."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        self._since += len(data)
        if self._since >= STEP:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Have on disk what was written so far."""
        os.fdatasync(self._handle)
        self._since = 0


class Running:
    """Takes bytes only to digest them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.digest = sha256()

    def write(self, data: bytes) -> int:
        """Add these."""
        self.digest.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def own_identity(path: Path) -> x25519.Identity:
    """The key that opens our own parcels, made with mode 0600 when there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(f"{x25519.Identity.generate()}\n")
    return read_identity(path)


def read_identity(path: Path) -> x25519.Identity:
    """The key in this file. Raises KeysUnreadable."""
    try:
        lines = path.read_text(encoding="ascii").split()
        secret = next(line for line in lines if line.startswith("AGE-SECRET-KEY-"))
        return x25519.Identity.from_str(secret)
    except (OSError, StopIteration, ValueError, pyrage.IdentityError) as broken:
        raise KeysUnreadable(f"{path} holds no age key") from broken


def recipients(public: Sequence[str], *, own: x25519.Identity) -> list[x25519.Recipient]:
    """Whom to seal for: these public keys (`age1...`), or our own when there are none."""
    try:
        named = [x25519.Recipient.from_str(key) for key in public]
    except pyrage.RecipientError as broken:
        raise KeysUnreadable("PIMPASA_BACKUP_TO holds something that is no age key") from broken
    return named or [own.to_public()]


def seal(source: Readable, target: Path, *, to: Sequence[x25519.Recipient]) -> None:
    """Encrypt what is read into a file, readable by its owner only and on disk at the end."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb", buffering=0) as file:
        pyrage.encrypt_io(source, Steady(file.fileno()), list(to))
        os.fsync(handle)


def digest_inside(parcel: Path, *, key: x25519.Identity) -> str:
    """SHA-256 of what the parcel holds, in hex, written nowhere. Raises ParcelBroken.

    Read from the disk, where it is asked again, and not from memory.
    """
    running = Running()
    with parcel.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        try:
            pyrage.decrypt_io(file, running, [key])
        except (pyrage.DecryptError, OSError) as broken:
            raise ParcelBroken(parcel.name) from broken
    return running.digest.hexdigest()


def open_file(source: Path, target: Path, *, key: x25519.Identity) -> None:
    """Decrypt a file into another one, readable by its owner only. Raises ParcelBroken."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        pyrage.decrypt_file(str(source), str(target), [key])
    except (pyrage.DecryptError, OSError) as broken:
        target.unlink(missing_ok=True)
        raise ParcelBroken(source.name) from broken


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    running = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            running.update(block)
    return running.hexdigest()
