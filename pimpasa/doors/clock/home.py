"""The home of a running system: held by one launcher at a time, real or a demonstration."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from pathlib import Path

from django.core.management.base import CommandError

_DEMONSTRATION = "demonstration.txt"


@contextlib.contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold this home while the system runs: two launchers never share one."""
    handle = os.open(home / "running.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise CommandError(
            f"Another Pimpasa runs from {home}.\n"
            "  What to do: stop it, or give this one a home of its own: PIMPASA_HOME=/some/folder"
        ) from None
    try:
        yield
    finally:
        os.close(handle)


def require_free(host: str, port: int) -> None:
    """Refuse a port that somebody listens on: our server would share it without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise CommandError(
                f"Port {port} on {host} cannot be had: {taken.strerror}.\n"
                f"  What to do: choose another one: make run PORT={port + 123}"
            ) from None


def is_loopback(host: str) -> bool:
    """True when only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def mark_as_demonstration(home: Path, who: Sequence[str]) -> None:
    """Note that all in this home is invented, and who can sign in, one line each."""
    (home / _DEMONSTRATION).write_text("\n".join(who), encoding="utf-8")


def demonstration(home: Path) -> list[str] | None:
    """Who can sign in to the demonstration kept here; None when this home is not one."""
    try:
        return (home / _DEMONSTRATION).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
