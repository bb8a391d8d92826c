"""False discoveries down a hierarchy: first the provinces, then only inside those that speak."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Array, Floats, Integers, Truths
from kentongan.panel import check_between, check_choice
from kentongan.together import adjust

LOCATION = "location"
METHODS = ("yekutieli", "bogomolov")


@dataclass(frozen=True)
class Descent:
    """What was rejected at each level, coarsest first; the last is "location".

    names     for each level the groups in order
    p_value   for each level the p-value of each group
    level     for each level the rate at which its family was tested; NaN where it was not
    rejected  for each level True where the group is a discovery
    """

    names: dict[str, Array]
    p_value: dict[str, Floats]
    level: dict[str, Floats]
    rejected: dict[str, Truths]


def descend(
    p_values: ArrayLike,
    levels: Mapping[str, ArrayLike],
    *,
    rate: float = 0.05,
    method: str = "bogomolov",
    own: Mapping[str, ArrayLike] | None = None,
) -> Descent:
    """Test a hierarchy from the top; the children of a group only where the group was rejected.

    Each family (the children of one group) is tested by Benjamini and Hochberg at

        yekutieli   rate. Over all levels of a tree of L the false discovery rate is at most about
                    2 L rate for independent p-values, at each single level 2 rate
        bogomolov   rate times the share rejected in the family above, and so on to the top. The
                    rate of errors, averaged over the families chosen at each level, is at most
                    `rate`

    p_values  (locations,) of the finest level
    levels    for each level's name, finest first, the group of each location, nested
    own       for a level, p-values of its groups in sorted order (a detector at the district);
              where none are given Simes' p of the children stands in: min over j of n p(j) / j

    Raises ValueError where levels are not nested.

    Source: Yekutieli 2008, J Am Stat Assoc 103:309-316; Bogomolov, Peterson, Benjamini, Sabatti
    2021, Biometrika 108:575-590; Simes 1986, Biometrika 73:751-754.
    """
    check_between("rate", rate, low=0.0, high=1.0)
    check_choice("method", method, METHODS)
    parts = _parts(np.asarray(p_values, dtype=np.float64), levels)
    chances = _upwards(parts, np.asarray(p_values, dtype=np.float64), own or {})
    found = Descent({}, {}, {}, {})
    level = np.full(1, rate)
    parents = np.ones(1, np.bool_)
    for name, (groups, above) in reversed(parts.items()):
        tested = np.where(parents, level, np.nan)
        rejected = np.zeros(groups.size, np.bool_)
        below = np.full(groups.size, np.nan)
        for family in np.flatnonzero(parents):
            members = np.flatnonzero(above == family)
            passed = adjust(chances[name][members]) <= tested[family]
            rejected[members] = passed
            share = passed.mean() if method == "bogomolov" else 1.0
            below[members] = tested[family] * share
        found.names[name], found.p_value[name] = groups, chances[name]
        found.level[name], found.rejected[name] = tested[above], rejected
        level, parents = below, rejected
    return found


def simes(p_values: Floats) -> float:
    """P-value of "nothing anywhere among these": min over j of n p(j) / j."""
    p = np.sort(p_values[~np.isnan(p_values)])
    return float(np.min(p * p.size / np.arange(1, p.size + 1))) if p.size else np.nan


def _parts(p: Floats, levels: Mapping[str, ArrayLike]) -> dict[str, tuple[Array, Integers]]:
    """For each level, finest first, its groups and the place of each one's parent above."""
    if p.ndim != 1 or p.size == 0:
        raise ValueError(f"p_values must have the shape (locations,), got {p.shape}")
    named = {LOCATION: np.arange(p.size)} | {k: np.asarray(v) for k, v in levels.items()}
    for name, groups in named.items():
        if groups.shape != p.shape:
            raise ValueError(f"level {name!r} must name a group for each of {p.size} locations")
    order = list(named)
    parts: dict[str, tuple[Array, Integers]] = {}
    for place, name in enumerate(order):
        groups, first, which = np.unique(named[name], return_index=True, return_inverse=True)
        above = np.zeros(p.size, np.int64)
        if place + 1 < len(order):
            above = np.unique(named[order[place + 1]], return_inverse=True)[1]
        if (above != above[first][which]).any():
            raise ValueError(f"levels must be nested: a group of {name!r} lies in two above it")
        parts[name] = (groups, above[first])
    return parts


def _upwards(
    parts: dict[str, tuple[Array, Integers]], p: Floats, own: Mapping[str, ArrayLike]
) -> dict[str, Floats]:
    chances: dict[str, Floats] = {}
    children, above = p, np.zeros(0, np.int64)
    for name, (groups, parents) in parts.items():
        if name in own:
            given = np.asarray(own[name], dtype=np.float64)
            if given.shape != groups.shape:
                raise ValueError(f"own[{name!r}] needs {groups.size} p-values, got {given.shape}")
            children = given
        elif above.size:
            children = np.array([simes(children[above == one]) for one in range(groups.size)])
        chances[name], above = children, parents
    return chances
