"""What a key opens, where a system may be called, and when again: pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit
from uuid import UUID

LEASE = timedelta(seconds=60)  # after which a request that never ended may be tried again
KEPT = timedelta(days=7)  # how long the answer to an idempotency key is kept


class Scope(StrEnum):
    """What a key may be used for."""

    REFERRALS_READ = "referrals:read"
    REFERRALS_ANSWER = "referrals:answer"
    WARNINGS_READ = "warnings:read"
    FIGURES_READ = "figures:read"


class Kind(StrEnum):
    """What a system is called about."""

    REFERRAL_SENT = "referral.sent"
    REFERRAL_REVOKED = "referral.revoked"
    WARNING_DELIVERED = "warning.delivered"
    WARNING_WITHDRAWN = "warning.withdrawn"


PAUSES = tuple(  # after the first try, the second, ...: some 76 hours in all
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
LONGEST_PAUSE = PAUSES[-1]
JITTER = 0.1  # a pause is up to a tenth longer, so that calls that failed together part
GONE = 410
# Addresses that lead to others: the IPv4 address within is not seen by looking at the outside.
_TUNNELS = [ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


@dataclass(frozen=True)
class Target:
    """Where a call goes, taken apart."""

    host: str
    port: int
    path: str


def target_of(url: str) -> Target | None:
    """An https address without a name and password in it; None when it is no such address."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        return None
    if not url.isascii() or not url.isprintable() or " " in url or parts.fragment:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.hostname, port, path)


def is_public(address: str) -> bool:
    """True for an address of the open internet; never for one of a house, a cloud or ourselves."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in net for net in _TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def payload(kind: str, subject: UUID, *, at: datetime) -> bytes:
    """What is sent: that something is there to be fetched by key, and nothing of it."""
    said = {"type": kind, "timestamp": at.astimezone(UTC).isoformat(), "data": {"id": str(subject)}}
    return json.dumps(said, separators=(",", ":")).encode()


def has_arrived(status: int) -> bool:
    """True for 2xx: a system that sends us elsewhere has not taken it."""
    return 200 <= status < 300


def next_try(tries: int, *, retry_after: str, chance: float, now: datetime) -> datetime | None:
    """When to call again after so many tries that failed; None when it is given up.

    `retry_after` is the header they sent, `chance` lies in [0, 1).
    """
    if tries > len(PAUSES):
        return None
    pause = PAUSES[tries - 1] * (1 + JITTER * chance)
    asked = min(_asked_for(retry_after, now=now), LONGEST_PAUSE)
    return now + max(pause, asked)


def _asked_for(retry_after: str, *, now: datetime) -> timedelta:
    """How long they want us to wait: seconds or a date; nothing when it is neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), LONGEST_PAUSE.total_seconds()))
    try:
        return parsedate_to_datetime(text) - now
    except (TypeError, ValueError):
        return timedelta(0)
