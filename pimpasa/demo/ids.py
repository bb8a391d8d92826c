"""Ids that follow the seed of the play: what chance draws by them is drawn the same again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from types import ModuleType
from typing import Any


@contextmanager
def ids_from(random: Random) -> Iterator[None]:
    """Let `uuid4` draw from this chance, wherever it is called.

    Codes, passwords, keys and nonces do not come from there and stay unforeseeable.
    """
    system: ModuleType = vars(uuid)["os"]
    vars(uuid)["os"] = _Source(random, system)
    try:
        yield
    finally:
        vars(uuid)["os"] = system


@dataclass(frozen=True)
class _Source:
    """The system as the module of ids sees it, but for its chance."""

    random: Random
    system: ModuleType

    def urandom(self, size: int) -> bytes:
        return self.random.randbytes(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.system, name)
