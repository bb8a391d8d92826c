"""Files sealed for elsewhere: age encryption to a public key, so that whoever makes one need not
be able to open it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pyrage
from pyrage import x25519

from pimpasa.base.keyring import KeysUnreadable


class ParcelBroken(Exception):
    """The file is damaged, or was sealed for another key."""


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


def seal_file(source: Path, target: Path, *, to: Sequence[x25519.Recipient]) -> None:
    """Encrypt a file into another one, readable by its owner only."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    pyrage.encrypt_file(str(source), str(target), list(to))


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
