"""The script of a year: who says what, where and on which day. Pure, and the same for a seed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from pimpasa.demo.plan import Home

DAYS = 365
MESSAGES = 3000
WEEKDAYS = (1.2, 1.1, 1.0, 1.0, 0.9, 0.7, 0.6)  # Monday to Sunday
KINDS = {
    "question": "QUESTION",
    "suggestion": "SUGGESTION",
    "report": "REPORT",
    "joboffer": "JOB_OFFER",
}
CHANNELS = {"WEB": 0.62, "OFFICER": 0.22, "WHATSAPP": 0.08, "PAPER": 0.08}


@dataclass(frozen=True)
class Line:
    """Something a villager may say."""

    text: str
    kind: str


@dataclass(frozen=True)
class Scene:
    """One thing said: where, when and how it reached us."""

    on: date
    village: str | None
    channel: str
    kind: str
    words: str


def read_lines(folder: Path) -> list[Line]:
    """Every line of the `words-*.jsonl` files, in a fixed order."""
    rows = [
        json.loads(row)
        for path in sorted(folder.glob("words*.jsonl"))
        for row in path.read_text(encoding="utf-8").splitlines()
        if row.strip()
    ]
    return [Line(row["text"], KINDS[row["kind"]]) for row in rows]


def write_year(
    lines: Sequence[Line],
    homes: Sequence[Home],
    *,
    random: Random,
    until: date,
    messages: int = MESSAGES,
) -> list[Scene]:
    """The scenes of the year that ends on `until`, in order of days.

    A village speaks by its weight, once it is fostered. Every line is said once before any is said
    again, by somebody elsewhere: people ask the same things. One in forty names no village.
    """
    days = _days(random, until=until, messages=messages)
    said = [line for line, _ in zip(_rounds(lines, random), days, strict=False)]
    return [
        Scene(
            on=on,
            village=None if random.random() < 0.025 else _somewhere(homes, on, random),
            channel=random.choices(list(CHANNELS), list(CHANNELS.values()))[0],
            kind=line.kind,
            words=line.text,
        )
        for on, line in zip(days, said, strict=True)
    ]


def _somewhere(homes: Sequence[Home], on: date, random: Random) -> str | None:
    here = [home for home in homes if home.since <= on]
    return random.choices([h.code for h in here], [h.weight for h in here])[0] if here else None


def _days(random: Random, *, until: date, messages: int) -> list[date]:
    """More on weekdays, and slowly more as the year goes on and the villages get to know us."""
    days = [until - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    weights = [
        WEEKDAYS[day.weekday()] * (0.6 + 0.8 * place / DAYS) for place, day in enumerate(days)
    ]
    return sorted(random.choices(days, weights, k=messages))


def _rounds(lines: Sequence[Line], random: Random) -> Iterator[Line]:
    while True:
        again = list(lines)
        random.shuffle(again)
        yield from again
