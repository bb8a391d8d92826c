"""Listen to the villages of one regency: do neighbours speak of the same thing, unlike before?"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kentongan import (
    BayesScan,
    ScanResult,
    Spreading,
    Zones,
    bayes_scan,
    circles,
    scan,
    tail_of,
)
from kentongan.space.tree import tree_of
from pimpasa.signals.rules.expectation import Counts, Expectation, expect
from pimpasa.signals.rules.talks import TalkPrior

Degrees = NDArray[np.float64]

DURATION = 3  # weeks looked at together
NEIGHBOURS = 10  # villages of the largest circle
REPLICATES = 999
FIRST_REPLICATES = 63  # of every scan: where these say "ordinary", no more are drawn
ORDINARY = 0.1
EXACT_BELOW = 0.05  # chances above this raise nothing, so nobody needs to know them
FEWEST = 2  # villages and weeks in which it was heard: less is for the officer, not for a method
MOST_SIGNALS = 3  # of one look: the most unusual ones


@dataclass(frozen=True)
class Look:
    """One regency, one thing and one week to listen to. Arrays are (weeks, villages)."""

    what: str
    regency: str
    week: date  # the Monday of the last week
    villages: tuple[str, ...]
    heard: Counts
    attendance: Counts
    coordinates: Degrees | None  # (villages, 2) degrees; None where some are not known

    @property
    def seed(self) -> int:
        """The same look gives the same answer, whoever takes it and in whichever order."""
        return zlib.crc32(f"{self.what} {self.regency} {self.week}".encode())


@dataclass(frozen=True)
class Found:
    """Something unusual: which villages, how much was heard and how much expected.

    `chance` is that of anything so unusual anywhere in the regency in quiet times.
    """

    method: str
    villages: tuple[str, ...]
    observed: int
    expected: float
    upper: float
    chance: float
    people: int  # at talks there in these weeks
    per_person: float


def listen_to_villages(look: Look, *, threshold: float, talks: TalkPrior) -> list[Found]:
    """What is unusual among the villages of a look, each method for what it sees best.

    Where all villages have coordinates, the Bayesian scan sees what spreads among neighbours and
    circles see what comes from one or two; where not, the tree of districts is looked at.
    Each look costs one threshold, shared among the methods.
    """
    if np.count_nonzero(look.heard[-DURATION:]) < FEWEST:
        return []
    expected = expect(look.heard, look.attendance, judged=DURATION, talks=talks)
    where = look.coordinates
    if where is None or len(look.villages) < max(Spreading().sizes):
        return _by_tree(look, expected, threshold)
    found = _by_spreading(look, where, expected, threshold / 2)
    seen = {village for one in found for village in one.villages}
    circled = _by_circles(look, where, expected, threshold / 2)
    return found + [one for one in circled if not seen & set(one.villages)]


def hear(
    common: tuple[float, TalkPrior], look: Look, _generator: np.random.Generator
) -> list[Found]:
    """The same for a worker elsewhere. A look brings its own seed, so the bits are the same."""
    threshold, talks = common
    return listen_to_villages(look, threshold=threshold, talks=talks)


def _by_spreading(
    look: Look, where: Degrees, expected: Expectation, threshold: float
) -> list[Found]:
    result = _bayes(look, where, expected, FIRST_REPLICATES)
    if result.p_value <= ORDINARY:
        result = _bayes(look, where, expected, REPLICATES)
    if result.p_value > threshold:
        return []
    return [_found(look, expected, "bayes_scan", result.members, result.p_value)]


def _bayes(look: Look, where: Degrees, expected: Expectation, replicates: int) -> BayesScan:
    return bayes_scan(
        look.heard[-DURATION:],
        where,  # degrees as a plane: so near the equator one of longitude is hardly shorter
        expected=expected.mean,
        dispersion=expected.dispersion,
        doubt=expected.doubt,
        prior=Spreading(duration=DURATION),
        replicates=replicates,
        seed=look.seed,
    )


def _by_circles(look: Look, where: Degrees, expected: Expectation, threshold: float) -> list[Found]:
    zones = circles(where, max_locations=NEIGHBOURS, geographic=True)
    return _clusters(look, expected, "circles", _scanned(look, expected, zones), threshold)


def _by_tree(look: Look, expected: Expectation, threshold: float) -> list[Found]:
    districts = np.array([village[:8] for village in look.villages])
    levels = {"district": districts, "regency": np.full(districts.shape, look.regency)}
    tree = tree_of(levels, locations=districts.size)
    return _clusters(look, expected, "tree", _scanned(look, expected, tree.zones), threshold)


def _scanned(look: Look, expected: Expectation, zones: Zones) -> ScanResult:
    """What few replicates call ordinary stays so. At a chance of 0.01 they miss one in 24,000."""
    first = _scan(look, expected, zones, FIRST_REPLICATES, exact_below=2 * ORDINARY)
    if all(cluster.p_value > ORDINARY for cluster in first.clusters):
        return first
    return _scan(look, expected, zones, REPLICATES, exact_below=EXACT_BELOW)


def _scan(
    look: Look, expected: Expectation, zones: Zones, replicates: int, *, exact_below: float
) -> ScanResult:
    return scan(
        look.heard[-DURATION:],
        zones,
        expected=expected.mean,
        model="reporting",
        max_population=1.0,
        replicates=replicates,
        seed=look.seed,
        exact_below=exact_below,
        max_clusters=MOST_SIGNALS,
    )


def _clusters(
    look: Look, expected: Expectation, method: str, result: ScanResult, threshold: float
) -> list[Found]:
    return [
        _found(look, expected, method, cluster.members, cluster.p_value)
        for cluster in result.clusters
        if cluster.p_value <= threshold
    ]


def _found(
    look: Look, expected: Expectation, method: str, members: NDArray[np.int64], chance: float
) -> Found:
    heard = look.heard[-DURATION:, members]
    spoke = members[heard.sum(axis=0) > 0]
    mean = float(expected.mean[:, members].sum())
    _p, upper = tail_of([int(heard.sum())], [mean], [expected.dispersion], alpha=0.05)
    return Found(
        method=method,
        villages=tuple(look.villages[at] for at in sorted(spoke.tolist())),
        observed=int(heard.sum()),
        expected=mean,
        upper=float(upper[0]),
        chance=chance,
        people=int(look.attendance[-DURATION:, members].sum()),
        per_person=expected.per_person,
    )
