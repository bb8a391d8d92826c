"""Whether this process still trusts its disk: after a failed flush nobody knows what was kept."""

from __future__ import annotations

REASON = "the disk did not keep what it was given"

_lost: set[str] = set()


def lose() -> None:
    """Trust the disk no more; only a new process begins again with what is really there."""
    _lost.add(REASON)


def lost() -> str | None:
    """Why this process no longer trusts its disk, or None. It stays until the process ends."""
    return next(iter(_lost), None)
