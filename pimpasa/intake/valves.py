"""Valves against floods that need no identity: counts in memory, by village and for the whole.

A valve never turns anyone away. When it is half closed, the form asks for a little work: a script
does it unseen, and whoever has no script answers a question any person can.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from hashlib import sha256

WORK_BITS = 16  # about 65,000 hashes: half a second on a cheap phone


@dataclass
class Bucket:
    """A bucket of tokens that fills up again: `rate` a second, never more than `size`."""

    size: float
    rate: float
    tokens: float = field(init=False)
    seen_at: float | None = None

    def __post_init__(self) -> None:
        """Start full."""
        self.tokens = self.size

    def take(self, *, now: float) -> bool:
        """Take one token at monotonic second `now`; False when there is none."""
        if self.seen_at is not None:
            self.tokens = min(self.size, self.tokens + (now - self.seen_at) * self.rate)
        self.seen_at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


@dataclass
class Valves:
    """One valve for all, one for each village. Nothing about who sends."""

    whole: Bucket = field(default_factory=lambda: Bucket(size=2000, rate=50))
    most_villages: int = 10_000
    _villages: dict[str, Bucket] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def are_open(self, village: str | None, *, now: float) -> bool:
        """False when more comes than people would send; then work is asked for."""
        with self._lock:
            if len(self._villages) >= self.most_villages:
                self._villages.clear()
            bucket = self._villages.setdefault(village or "", Bucket(size=60, rate=1 / 20))
            return self.whole.take(now=now) & bucket.take(now=now)


@dataclass
class LookUps:
    """One valve for all look-ups of codes: so many an hour go unasked. Nothing about who asks.

    91,000 an hour against codes of 84 random bits: with 10^5 conversations open, all of them
    together hit one in a year with a chance of 4e-12.
    """

    whole: Bucket = field(default_factory=lambda: Bucket(size=1000, rate=25))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def are_open(self, *, now: float) -> bool:
        """False when more codes are tried than people would type; then work is asked for."""
        with self._lock:
            return self.whole.take(now=now)


def did_work(challenge: str, nonce: str, *, bits: int = WORK_BITS) -> bool:
    """True when SHA-256 of challenge and nonce begins with so many zero bits."""
    digest = sha256(f"{challenge}{nonce}".encode(errors="replace")).digest()
    return len(nonce) <= 40 and int.from_bytes(digest, "big") >> (256 - bits) == 0


def question_for(challenge: str) -> tuple[int, int]:
    """Two numbers to add, for people without a script; the same for the same form."""
    digest = sha256(challenge.encode()).digest()
    return 2 + digest[0] % 8, 2 + digest[1] % 8


def answered(challenge: str, answer: str) -> bool:
    """True when the person added the two numbers."""
    return answer.strip() == str(sum(question_for(challenge)))
