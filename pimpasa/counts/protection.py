"""Small cells are hidden before counts leave the building, and with them what would betray them.

A table is a set of cells and of lines: a total and its parts. Whoever holds the published cells can
subtract. So a cell is hidden when it is small, and further cells are hidden until nobody can narrow
any hidden one to fewer than SMALL possible steps, whichever lines they combine.
Source: L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control, 2001, chapter 4.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from pimpasa.counts.rules import SMALL

Cell = TypeVar("Cell", bound=Hashable)
Span = tuple[float, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Line(Generic[Cell]):
    """A total and the parts that add up to it."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The total and the parts."""
        return (self.total, *self.parts)


def hidden_cells(
    counts: Mapping[Cell, int],
    lines: Sequence[Line[Cell]],
    *,
    told: Iterable[Cell] = (),
) -> frozenset[Cell]:
    """The cells that must not be shown. Zero is as small as one: silence tells, too.

    `told` are cells that are known already: they are never hidden, and others hide in their stead.
    Two ways of choosing are tried, and the one that shows more is taken.
    Raises ValueError when a total is not the sum of its parts, and when too much was told to hide
    what is left: then nothing can be promised.
    """
    known = frozenset(told)
    for line in lines:
        if counts[line.total] != sum(counts[part] for part in line.parts):
            raise ValueError(f"the parts of {line.total} do not add up to {counts[line.total]}")
    table = _Table(counts, lines, _lines_of(lines), known)
    return min((_hide(table, choose) for choose in (_one, _each)), key=len)


@dataclass(frozen=True)
class _Table(Generic[Cell]):
    counts: Mapping[Cell, int]
    lines: Sequence[Line[Cell]]
    around: Mapping[Cell, Sequence[Line[Cell]]]
    known: frozenset[Cell]


def _hide(
    table: _Table[Cell], choose: Callable[[_Table[Cell], list[Cell], set[Cell]], set[Cell]]
) -> frozenset[Cell]:
    """Hide what is small, then what a way of choosing says, until no hidden cell is bare."""
    hidden = {cell for cell, count in table.counts.items() if count < SMALL} - table.known
    while bare := _bare(table.counts, table.lines, hidden):
        more = choose(table, bare, hidden)
        if not more:
            raise ValueError("too much was told to hide what is left")
        hidden |= more
    return frozenset(hidden)


def _one(table: _Table[Cell], bare: list[Cell], hidden: set[Cell]) -> set[Cell]:
    """One cell: in as many lines as can be where a part is hidden already, and small."""

    def cost(cell: Cell) -> tuple[int, int, str]:
        lines = table.around[cell]
        tied = sum(cell in line.parts and not hidden.isdisjoint(line.parts) for line in lines)
        return -tied, table.counts[cell], repr(cell)

    cheapest = min(_beside(table, bare, hidden), key=cost, default=None)
    return set() if cheapest is None else {cheapest}


def _each(table: _Table[Cell], bare: list[Cell], hidden: set[Cell]) -> set[Cell]:
    """For each bare cell the smallest beside it."""

    def size(cell: Cell) -> tuple[int, str]:
        return table.counts[cell], repr(cell)

    beside = [_beside(table, [cell], hidden, is_lone=True) for cell in bare]
    more = {min(cells, key=size) for cells in beside if cells}
    return more or _one(table, bare, hidden)


def _beside(
    table: _Table[Cell], bare: Iterable[Cell], hidden: set[Cell], *, is_lone: bool = False
) -> set[Cell]:
    """The parts still shown in the lines of bare cells, else the totals, else any cell of a line.

    For a lone cell among many only the parts: the others may have some to spare.
    """
    taken = hidden | table.known
    near = [line for cell in bare for line in table.around[cell]]
    parts = {part for line in near for part in line.parts} - taken
    if parts or is_lone:
        return parts
    totals = {line.total for line in near} - taken
    return totals or {cell for line in table.lines for cell in line.cells} - taken


def spans(
    counts: Mapping[Cell, int], lines: Sequence[Line[Cell]], hidden: Iterable[Cell]
) -> dict[Cell, Span]:
    """What an attacker can derive of each hidden cell: the least and the most it can be.

    Exact (linear programming over all lines at once), so quick only for tables of a few thousand
    hidden cells.
    """
    secret = sorted(hidden, key=repr)
    column = {cell: n for n, cell in enumerate(secret)}
    known: list[int] = []
    rows, cols, signs = [], [], []
    for line in lines:
        if not any(cell in column for cell in line.cells):
            continue
        rest = 0
        for cell in line.cells:
            sign = -1 if cell == line.total else 1
            if cell in column:
                rows.append(len(known))
                cols.append(column[cell])
                signs.append(sign)
            else:
                rest -= sign * counts[cell]
        known.append(rest)
    if not known:
        return dict.fromkeys(secret, (0.0, math.inf))
    equations = coo_matrix((signs, (rows, cols)), shape=(len(known), len(secret))).tocsr()
    return dict(_apart(secret, equations, np.array(known, float)))


def _apart(
    secret: Sequence[Cell], equations: csr_matrix, known: Floats
) -> Iterator[tuple[Cell, Span]]:
    """The span of each cell, solved with only those that some chain of lines ties it to."""
    _, group = connected_components(abs(equations).T @ abs(equations), directed=False)
    for one in range(group.max() + 1):
        columns = np.flatnonzero(group == one)
        tied = equations[:, columns]
        rows = np.flatnonzero(np.diff(tied.indptr))
        for n, column in enumerate(columns.tolist()):
            yield secret[column], _span(n, tied[rows], known[rows])


def _span(column: int, equations: csr_matrix, known: Floats) -> Span:
    if not equations.shape[0]:
        return 0.0, math.inf
    goal = np.zeros(equations.shape[1])
    goal[column] = 1
    ends = [
        linprog(toward, A_eq=equations, b_eq=known, bounds=(0, None), method="highs")
        for toward in (goal, -goal)
    ]
    low = ends[0].fun if ends[0].status == 0 else 0.0
    high = -ends[1].fun if ends[1].status == 0 else math.inf
    return round(low, 6), round(high, 6)


def _bare(counts: Mapping[Cell, int], lines: Sequence[Line[Cell]], hidden: set[Cell]) -> list[Cell]:
    """Hidden cells that can be narrowed too far: first by each line alone, then by all together."""
    narrow = [
        c for c, (low, high) in _propagated(counts, lines, hidden).items() if high - low < SMALL
    ]
    if narrow:
        return narrow
    exact = spans(counts, lines, _in_cycles(lines, hidden))
    return [cell for cell, (low, high) in exact.items() if high - low < SMALL - 1e-6]


def _propagated(
    counts: Mapping[Cell, int], lines: Sequence[Line[Cell]], hidden: set[Cell]
) -> dict[Cell, Span]:
    """Bounds by going through the lines one at a time until nothing moves; exact in a tree."""
    bounds: dict[Cell, Span] = dict.fromkeys(hidden, (0.0, math.inf))
    telling = [line for line in lines if any(cell in hidden for cell in line.cells)]
    moved = True
    while moved:
        moved = False
        for line in telling:
            for cell, span in _narrowed(line, counts, bounds).items():
                if span != bounds[cell]:
                    bounds[cell] = span
                    moved = True
    return bounds


def _narrowed(
    line: Line[Cell], counts: Mapping[Cell, int], bounds: Mapping[Cell, Span]
) -> dict[Cell, Span]:
    span = {cell: bounds.get(cell, (counts[cell], counts[cell])) for cell in line.cells}
    low = sum(span[part][0] for part in line.parts)
    high = sum(span[part][1] for part in line.parts)
    total = span[line.total]
    found: dict[Cell, Span] = {}
    for cell in line.cells:
        if cell not in bounds:
            continue
        if cell == line.total:
            found[cell] = (max(total[0], low), min(total[1], high))
            continue
        mine = span[cell]
        others_high = high - mine[1] if math.isfinite(mine[1]) else _others(span, line, cell)
        found[cell] = (
            max(mine[0], total[0] - others_high),
            min(mine[1], total[1] - (low - mine[0])),
        )
    return found


def _others(span: Mapping[Cell, Span], line: Line[Cell], cell: Cell) -> float:
    return sum(span[part][1] for part in line.parts if part != cell)


def _in_cycles(lines: Sequence[Line[Cell]], hidden: set[Cell]) -> set[Cell]:
    """The hidden cells that stand in two lines as parts: only there can lines be combined."""
    times: dict[Cell, int] = defaultdict(int)
    for line in lines:
        for part in line.parts:
            times[part] += 1
    if max(times.values(), default=0) < 2:
        return set()
    return hidden


def _lines_of(lines: Sequence[Line[Cell]]) -> dict[Cell, list[Line[Cell]]]:
    around: dict[Cell, list[Line[Cell]]] = defaultdict(list)
    for line in lines:
        for cell in line.cells:
            around[cell].append(line)
    return around
