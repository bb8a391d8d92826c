"""Pictures of what was heard: a series with its bound, a map of clusters, curves of power.

Needs matplotlib, which the rest of the library does not.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kentongan.space.clusters import ScanResult

INK = "#1f3a5f"
ALARM = "#b3261e"
QUIET = "#c8ccd2"


def plot_series(
    counts: ArrayLike,
    *,
    upper_bound: ArrayLike,
    alarm: ArrayLike,
    expected: ArrayLike | None = None,
    axes: Any = None,
) -> Any:
    """Draw a series as bars, its upper bound as a line, and its alarms; return the axes.

    counts, upper_bound, alarm, expected  (weeks,), NaN where undefined
    """
    heard, bound = np.asarray(counts, dtype=float), np.asarray(upper_bound, dtype=float)
    called = np.asarray(alarm, dtype=float) == 1.0
    if heard.ndim != 1 or bound.shape != heard.shape or called.shape != heard.shape:
        raise ValueError(
            "counts, upper_bound and alarm must have one shape (weeks,), "
            f"got {heard.shape}, {bound.shape} and {called.shape}"
        )
    axes = _axes(axes)
    weeks = np.arange(1, heard.size + 1)
    axes.bar(weeks, heard, width=1.0, color=QUIET, label="reports")
    axes.step(weeks, bound, where="mid", color=INK, linewidth=1.2, label="upper bound")
    if expected is not None:
        axes.plot(weeks, np.asarray(expected, dtype=float), color=INK, linestyle=":")
    axes.bar(weeks[called], heard[called], width=1.0, color=ALARM, label="alarm")
    axes.set(xlabel="week", ylabel="reports")
    axes.legend(frameon=False)
    return axes


def plot_clusters(
    coordinates: ArrayLike, result: ScanResult, *, p_below: float = 0.05, axes: Any = None
) -> Any:
    """Draw a map of the locations with the clusters whose p-value is below `p_below`; return axes.

    coordinates  (locations, 2) x and y, or longitude and latitude: what is drawn across comes first
    """
    points = np.asarray(coordinates, dtype=float)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"coordinates must have the shape (locations, 2), got {points.shape}")
    axes = _axes(axes)
    axes.scatter(*points.T, s=8, color=QUIET)
    shown = [cluster for cluster in result.clusters if cluster.p_value < p_below]
    for rank, cluster in enumerate(shown, start=1):
        members = points[cluster.members]
        axes.scatter(*members.T, s=18, color=ALARM, alpha=max(1.0 - 0.2 * (rank - 1), 0.3))
        axes.annotate(
            f"{rank}: {cluster.observed:g} / {cluster.expected:.2g}, p {cluster.p_value:.3g}",
            members.mean(axis=0),
            xytext=(6, 6),
            textcoords="offset points",
            color=INK,
        )
    axes.set_aspect("equal")
    return axes


def plot_power(sizes: ArrayLike, detected: Mapping[str, ArrayLike], *, axes: Any = None) -> Any:
    """Draw the share of outbreaks each method detects against their size; return the axes.

    sizes     (sizes,) of the outbreaks
    detected  for each method's name, shares (sizes,)
    """
    at = np.asarray(sizes, dtype=float)
    axes = _axes(axes)
    for name, shares in detected.items():
        drawn = np.asarray(shares, dtype=float)
        if drawn.shape != at.shape:
            raise ValueError(
                f"detected must have the shape of sizes {at.shape}, got {drawn.shape} for {name!r}"
            )
        axes.plot(at, drawn, marker="o", label=name)
    axes.set(xlabel="size of the outbreak", ylabel="share detected", ylim=(0.0, 1.02))
    axes.legend(frameon=False)
    return axes


def _axes(given: Any) -> Any:
    if given is not None:
        return given
    try:
        pyplot = import_module("matplotlib.pyplot")
    except ImportError as missing:
        raise ImportError("kentongan.plot needs matplotlib: pip install matplotlib") from missing
    return pyplot.subplots()[1]
