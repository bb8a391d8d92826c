"""How good a detector is: what it finds, how soon, and how often it cries for nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.compiled import Floats, Truths


@dataclass(frozen=True)
class Performance:
    """Shares over all weeks and series; NaN where there is nothing to divide by.

    false_positive_rate  alarmed share of the weeks without an outbreak (1 - specificity)
    detected             POD: share of outbreaks with an alarm in at least one of their weeks
    detected_at_once     POD1week: share with an alarm in their first week
    sensitivity          alarmed share of the outbreak weeks
    specificity          quiet share of the other weeks
    predictive_value     PPV: outbreak share of the alarmed weeks
    negative_value       NPV: share without outbreak of the quiet weeks
    f1                   harmonic mean of sensitivity and PPV
    timeliness           mean weeks from an outbreak's start to its first alarm, of those detected
    alarms_per_week      over all series together
    outbreaks            how many there were
    """

    false_positive_rate: float
    detected: float
    detected_at_once: float
    sensitivity: float
    specificity: float
    predictive_value: float
    negative_value: float
    f1: float
    timeliness: float
    alarms_per_week: float
    outbreaks: int


def evaluate(alarms: ArrayLike, outbreaks: ArrayLike) -> Performance:
    """Return the performance of alarms against the truth.

    alarms     (weeks, series) True or 1 where the detector called; NaN where it could not judge
               counts as silence
    outbreaks  (weeks, series) True in every week of an outbreak; weeks in a row are one outbreak

    Source: Noufaily et al. 2013, Statistics in Medicine 32: 1206-1222; Bedubourg and Le Strat 2017,
    PLoS ONE 12: e0181227.
    """
    called, truth = _pair(alarms, outbreaks)
    hits, false = int((called & truth).sum()), int((called & ~truth).sum())
    missed, quiet = int((~called & truth).sum()), int((~called & ~truth).sum())
    delays, runs = _delays(called, truth)
    sensitivity, precision = _share(hits, hits + missed), _share(hits, hits + false)
    return Performance(
        false_positive_rate=_share(false, false + quiet),
        detected=_share(delays.size, runs),
        detected_at_once=_share(int((delays == 0).sum()), runs),
        sensitivity=sensitivity,
        specificity=_share(quiet, false + quiet),
        predictive_value=precision,
        negative_value=_share(quiet, quiet + missed),
        f1=_share(2 * hits, 2 * hits + false + missed),
        timeliness=float(delays.mean()) if delays.size else float("nan"),
        alarms_per_week=(hits + false) / len(called),
        outbreaks=runs,
    )


def _pair(alarms: ArrayLike, outbreaks: ArrayLike) -> tuple[Truths, Truths]:
    given = np.nan_to_num(np.asarray(alarms, dtype=np.float64), nan=0.0)
    truth = np.asarray(outbreaks, dtype=bool)
    if given.shape != truth.shape or given.ndim not in (1, 2) or given.size == 0:
        raise ValueError(
            "alarms and outbreaks must have one shape (weeks, series), "
            f"got {given.shape} and {truth.shape}"
        )
    if not np.isin(given, (0.0, 1.0)).all():
        raise ValueError(f"alarms must be 0 or 1, got {given[~np.isin(given, (0.0, 1.0))][0]}")
    called = given > 0.0
    return called.reshape(len(called), -1), truth.reshape(len(truth), -1)


def _delays(called: Truths, truth: Truths) -> tuple[Floats, int]:
    """Return the weeks to the first alarm of each detected outbreak, and how many there were."""
    delays: list[int] = []
    runs = 0
    edges = np.diff(np.pad(truth.astype(np.int8), ((1, 1), (0, 0))), axis=0)
    for series in range(truth.shape[1]):
        starts = np.flatnonzero(edges[:, series] == 1)
        ends = np.flatnonzero(edges[:, series] == -1)
        runs += starts.size
        for start, end in zip(starts, ends, strict=True):
            alarmed = np.flatnonzero(called[start:end, series])
            if alarmed.size:
                delays.append(int(alarmed[0]))
    return np.array(delays, dtype=np.float64), runs


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
