"""What leaves the offices of outcomes: whole quarters and provinces, small cells hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import Substr

from pimpasa.counts.protection import Line, hidden_cells
from pimpasa.outcomes.models import Closing, Help, Helped, Reason
from pimpasa.outcomes.rules import quarter_before
from pimpasa.places.models import Province

ALL = ""
Cell = tuple[str, str]  # code of a province and a reason; empty: all of them


@dataclass(frozen=True)
class Row:
    """One area; None where a number is too small to be told."""

    area: str  # its name; empty for the whole country
    all: int | None
    by_reason: tuple[int | None, ...]


@dataclass(frozen=True)
class Table:
    """What became of what was asked in a quarter."""

    since: date
    until: date  # the first day after it
    reasons: tuple[str, ...]
    rows: tuple[Row, ...]


def outcomes_told(*, today: date) -> Table:
    """The last quarter that is over, by province; words that named no village are left out."""
    since, until = quarter_before(today)
    closed = Closing.objects.filter(closed_on__gte=since, closed_on__lt=until)
    counted = closed.exclude(report__village=None).annotate(
        province=Substr("report__village_id", 1, 2)
    )
    found = {
        (row["province"], row["reason"]): row["n"]
        for row in counted.values("province", "reason").annotate(n=Count("id")).order_by()
    }
    return Table(since, until, tuple(Reason.values), _rows(found))


def people_helped(*, today: date) -> dict[str, int | None]:
    """People helped in the last quarter that is over, by kind of help; ALL stands for every kind.

    None where a number is too small to be told, or would give another away.
    """
    since, until = quarter_before(today)
    helped = Helped.objects.filter(on__gte=since, on__lt=until)
    found = dict(helped.values_list("help").annotate(n=Sum("people")).order_by())
    counts = {one: found.get(one, 0) for one in Help.values}
    counts[ALL] = sum(counts.values())
    hidden = hidden_cells(counts, [Line(ALL, tuple(Help.values))])
    return {one: None if one in hidden else n for one, n in counts.items()}


def _rows(found: dict[Cell, int]) -> tuple[Row, ...]:
    codes = sorted({province for province, _ in found})
    if not codes:
        return ()
    reasons = list(Reason.values)
    counts, lines = _table(found, codes, reasons)
    hidden = hidden_cells(counts, lines)
    names = dict(Province.objects.filter(code__in=codes).values_list("code", "name"))
    return tuple(
        Row(
            names.get(code, ""),
            None if (code, ALL) in hidden else counts[code, ALL],
            tuple(None if (code, one) in hidden else counts[code, one] for one in reasons),
        )
        for code in (ALL, *codes)
    )


def _table(
    found: dict[Cell, int], codes: list[str], reasons: list[str]
) -> tuple[dict[Cell, int], list[Line[Cell]]]:
    """Every cell with its sums, and the lines in which they add up."""
    counts = {(code, one): found.get((code, one), 0) for code in codes for one in reasons}
    lines = []
    for one in reasons:
        counts[ALL, one] = sum(counts[code, one] for code in codes)
        lines.append(Line((ALL, one), tuple((code, one) for code in codes)))
    for code in (ALL, *codes):
        counts[code, ALL] = sum(counts[code, one] for one in reasons)
        lines.append(Line((code, ALL), tuple((code, one) for one in reasons)))
    return counts, lines
