"""The monthly report: rows of villages, their sums, and the bytes that are signed. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

FIGURES = ("visits", "talks", "women", "men", "heard", "promised", "kept")


@dataclass(frozen=True)
class Row:
    """What was done in one village in one month."""

    village: str
    name: str
    visits: int = 0
    talks: int = 0
    women: int = 0  # of those who came
    men: int = 0
    heard: int = 0  # words taken in there
    promised: int = 0  # promises given in the month
    kept: int = 0  # promises kept in the month


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def after(month: date) -> date:
    """The first day of the month after the month of a day."""
    return month_of(month_of(month) + timedelta(days=31))


def before(month: date) -> date:
    """The first day of the month before the month of a day."""
    return month_of(month_of(month) - timedelta(days=1))


def total(rows: Iterable[Row]) -> Row:
    """The sum of rows, as officers', offices' and regions' reports all add up."""
    sums = dict.fromkeys(FIGURES, 0)
    for row in rows:
        for name in FIGURES:
            sums[name] += getattr(row, name)
    return Row("", "", **sums)


def as_text(rows: Iterable[Row]) -> str:
    """The same rows as the same text: by code, keys in order."""
    return json.dumps(
        [asdict(row) for row in sorted(rows, key=lambda row: row.village)],
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def as_rows(text: str) -> tuple[Row, ...]:
    """The rows of such a text."""
    known = {field.name for field in fields(Row)}
    return tuple(
        Row(**{k: v for k, v in entry.items() if k in known}) for entry in json.loads(text)
    )


def to_sign(*, month: date, officer: str, rows: str, who: str, on: date) -> bytes:
    """What a signature stands for: whose month, every figure, who signs and on which day."""
    return "\n".join(
        ["pimpasa.month.1", month.isoformat(), officer, rows, who, on.isoformat()]
    ).encode()
