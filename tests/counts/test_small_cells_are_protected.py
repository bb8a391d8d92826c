"""Whoever subtracts the published cells from one another learns nothing about a hidden one."""

import math
import random

import pytest

from pimpasa.counts.protection import SMALL, Line, hidden_cells, spans


def tree(seed, *, widths=(4, 3, 5), mean=3.0):
    """A nation of provinces, regencies and villages with few reports."""
    draw = random.Random(seed)
    counts, lines = {}, []

    def grow(name, depth):
        if depth == len(widths):
            counts[name] = int(draw.expovariate(1 / mean))
            return counts[name]
        children = [f"{name}.{n}" for n in range(1 + draw.randrange(widths[depth]))]
        counts[name] = sum(grow(child, depth + 1) for child in children)
        lines.append(Line(name, tuple(children)))
        return counts[name]

    grow("nation", 0)
    return counts, lines


def crossed(seed, *, places=5, kinds=4, mean=4.0):
    """Places by kinds, with both margins and the grand total."""
    draw = random.Random(seed)
    cells = {(p, k): int(draw.expovariate(1 / mean)) for p in range(places) for k in range(kinds)}
    counts, lines = dict(cells), []
    for p in range(places):
        counts[p, "all"] = sum(cells[p, k] for k in range(kinds))
        lines.append(Line((p, "all"), tuple((p, k) for k in range(kinds))))
    for k in [*range(kinds), "all"]:
        counts["all", k] = sum(counts[p, k] for p in range(places))
        lines.append(Line(("all", k), tuple((p, k) for p in range(places))))
    lines.append(Line(("all", "all"), tuple(("all", k) for k in range(kinds))))
    return counts, lines


def attack(counts, lines, hidden):
    """The hidden cells an attacker narrows to fewer than SMALL steps."""
    return {
        cell: span
        for cell, span in spans(counts, lines, hidden).items()
        if span[1] - span[0] < SMALL - 1e-6
    }


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("table", [tree, crossed])
def test_no_hidden_cell_can_be_narrowed(table, seed):
    counts, lines = table(seed)

    hidden = hidden_cells(counts, lines)

    assert {cell for cell, count in counts.items() if count < SMALL} <= hidden
    assert attack(counts, lines, hidden) == {}


def test_the_attack_succeeds_where_only_small_cells_are_hidden():
    found = 0
    for seed in range(10):
        counts, lines = crossed(seed)
        small = {cell for cell, count in counts.items() if count < SMALL}
        found += bool(attack(counts, lines, small))

    assert found > 5


def test_a_hidden_part_takes_the_next_smallest_with_it():
    counts = {"all": 60, "a": 2, "b": 9, "c": 49}

    assert hidden_cells(counts, [Line("all", ("a", "b", "c"))]) == {"a", "b"}


def test_a_lone_part_is_hidden_with_its_total():
    counts = {"nation": 53, "p": 3, "q": 50, "p.1": 3}
    lines = [Line("nation", ("p", "q")), Line("p", ("p.1",))]

    assert hidden_cells(counts, lines) == {"p", "p.1", "q"}


def test_large_cells_are_all_shown():
    counts = {"all": 30, "a": 10, "b": 20}

    assert hidden_cells(counts, [Line("all", ("a", "b"))]) == frozenset()


def test_zero_is_hidden_like_one():
    counts = {"all": 20, "a": 0, "b": 1, "c": 8, "d": 11}

    assert hidden_cells(counts, [Line("all", ("a", "b", "c", "d"))]) == {"a", "b", "c"}


def test_a_total_that_does_not_add_up_is_refused():
    with pytest.raises(ValueError, match="do not add up"):
        hidden_cells({"all": 3, "a": 2}, [Line("all", ("a",))])


def test_a_cell_outside_every_line_can_be_anything():
    assert spans({"a": 1}, [], {"a"}) == {"a": (0.0, math.inf)}
