"""How far two readers agree beyond chance: Cohen's kappa with its interval. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964
FEWEST = 20  # pairs; the error is one of large numbers and would promise too much of fewer


@dataclass(frozen=True)
class Agreement:
    """What a number of pairs of readings come to.

    No kappa of fewer than FEWEST pairs, and none where all said one and the same.
    """

    pairs: int
    agreed: int
    kappa: float | None = None
    low: float | None = None  # of the interval that holds 95 of 100
    high: float | None = None


def agreement_of(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of pairs (first reader, second reader) over categories without order.

    kappa = (p_o - p_e) / (1 - p_e); the error is the asymptotic one that does not assume chance.
    Source: Cohen, 1960, Educational and Psychological Measurement 20, 37-46; Fleiss, Cohen and
    Everitt, 1969, Psychological Bulletin 72, 323-327.
    """
    counted = Counter(pairs)
    total = sum(counted.values())
    agreed = sum(n for (first, second), n in counted.items() if first == second)
    if total < FEWEST:
        return Agreement(total, agreed)
    first, second = (_shares(counted, place, total) for place in (0, 1))
    by_chance = sum(first[said] * second[said] for said in first)
    if by_chance >= 1:
        return Agreement(total, agreed)
    kappa = (agreed / total - by_chance) / (1 - by_chance)
    reach = Z95 * _error(counted, first, second, by_chance)
    return Agreement(total, agreed, kappa, max(kappa - reach, -1.0), min(kappa + reach, 1.0))


def _shares(counted: Counter[tuple[str, str]], place: int, total: int) -> Counter[str]:
    shares: Counter[str] = Counter()
    for pair, n in counted.items():
        shares[pair[place]] += n / total  # type: ignore[assignment]  # shares of one, not counts
    return shares


def _error(
    counted: Counter[tuple[str, str]], first: Counter[str], second: Counter[str], by_chance: float
) -> float:
    total = sum(counted.values())
    seen = sum(n for (a, b), n in counted.items() if a == b) / total
    apart, along, across = 1 - by_chance, 0.0, 0.0
    for (a, b), n in counted.items():
        if a == b:
            along += n / total * (apart - (first[a] + second[a]) * (1 - seen)) ** 2
        else:
            across += n / total * (second[a] + first[b]) ** 2
    rest = (seen * by_chance - 2 * by_chance + seen) ** 2
    return sqrt(max(along + (1 - seen) ** 2 * across - rest, 0.0) / total) / apart**2
