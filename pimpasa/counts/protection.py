"""Small cells are hidden before counts leave the building, and with them what would betray them.

A table is a set of cells and of lines: a total and its parts. Whoever holds the published cells can
subtract. So a cell is hidden when it is small, and further cells are hidden until nobody can narrow
any hidden one to fewer than SMALL possible steps, whichever lines they combine.
Source: L. Willenborg, T. de Waal, Elements of Statistical Disclosure Control, 2001, chapter 4.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
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
    Raises ValueError when a total is not the sum of its parts, and when too much was told to hide
    what is left: then nothing can be promised.
    """
    known = frozenset(told)
    for line in lines:
        if counts[line.total] != sum(counts[part] for part in line.parts):
            raise ValueError(f"the parts of {line.total} do not add up to {counts[line.total]}")
    hidden = {cell for cell, count in counts.items() if count < SMALL} - known
    around = _lines_of(lines)
    while bare := _bare(counts, lines, hidden):
        taken = hidden | known
        hidden |= (
            _beside(bare, counts, around, taken, of_total=False)
            or _beside(bare, counts, around, taken, of_total=True)
            or {_anywhere(counts, lines, taken)}
        )
    return frozenset(hidden)


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


def _beside(
    bare: Iterable[Cell],
    counts: Mapping[Cell, int],
    around: Mapping[Cell, list[Line[Cell]]],
    taken: frozenset[Cell] | set[Cell],
    *,
    of_total: bool,
) -> set[Cell]:
    """The smallest shown part, or total, beside each bare cell. Totals go when no part is left."""

    def cells(line: Line[Cell]) -> tuple[Cell, ...]:
        return (line.total,) if of_total else line.parts

    near = [{one for line in around[cell] for one in cells(line)} - taken for cell in bare]
    found = {_smallest(counts, choice) for choice in near}
    return {cell for cell in found if cell is not None}


def _anywhere(
    counts: Mapping[Cell, int], lines: Sequence[Line[Cell]], taken: frozenset[Cell] | set[Cell]
) -> Cell:
    """The smallest cell that is still shown in any line, when none beside a bare one is."""
    found = _smallest(counts, {cell for line in lines for cell in line.cells} - taken)
    if found is None:
        raise ValueError("too much was told to hide what is left")
    return found


def _smallest(counts: Mapping[Cell, int], cells: Iterable[Cell]) -> Cell | None:
    return min(cells, key=lambda cell: (counts[cell], repr(cell)), default=None)
