"""What a key opens, and when the same request is the same: pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

LEASE = timedelta(seconds=60)  # after which a request that never ended may be tried again
KEPT = timedelta(days=7)  # how long the answer to an idempotency key is kept


class Scope(StrEnum):
    """What a key may be used for."""

    REFERRALS_READ = "referrals:read"
    REFERRALS_ANSWER = "referrals:answer"
    WARNINGS_READ = "warnings:read"
