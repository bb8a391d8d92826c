"""The published design: 42 scenarios, 100 series each, outbreaks in the past and now.

Run: .venv/bin/python bench/kentongan_noufaily.py [--replicates 100] [--seed 2013]

Noufaily et al. 2013: four past outbreaks of k in {2, 3, 5, 10} standard deviations, one current
outbreak of k in 1..10; the scenarios are also those of Bedubourg and Le Strat 2017. The replicates
of a scenario are shared evenly among the sizes. False positive rates are taken on the series
without the current outbreak, and once more without the past ones.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kentongan.evaluate import Performance, evaluate
from kentongan.simulate import (
    EVALUATED_FROM,
    Scenario,
    noufaily_scenarios,
    quiet_series,
    with_outbreaks,
)
from kentongan.spread import cut, spread
from kentongan.time.ears import ears
from kentongan.time.farrington_flexible import farrington_flexible

PAST = (2.0, 3.0, 5.0, 10.0)
CURRENT = tuple(float(k) for k in range(1, 11))
SHOWN = ("false_positive_rate", "detected", "detected_at_once", "sensitivity", "specificity")
SHOWN += ("predictive_value", "negative_value", "f1", "timeliness")

Detector = Callable[[np.ndarray], np.ndarray]


def _flexible(alpha: float) -> Detector:
    def detect(counts: np.ndarray) -> np.ndarray:
        return farrington_flexible(
            counts,
            weeks=range(EVALUATED_FROM, len(counts)),
            no_periods=10,
            past_weeks_not_included=26,
            p_threshold_trend=1.0,
            threshold_method="nbPlugin",
            limit54=(0, 4),
            alpha=alpha,
        ).alarm

    return detect


def _ears(method: str) -> Detector:
    def detect(counts: np.ndarray) -> np.ndarray:
        return ears(counts, method=method).alarm[-(len(counts) - EVALUATED_FROM) :]

    return detect


DETECTORS: dict[str, Detector] = {
    "Farrington flexible .005": _flexible(0.005),
    "Farrington flexible .01": _flexible(0.01),
    "Farrington flexible .05": _flexible(0.05),
    "EARS C1": _ears("C1"),
    "EARS C2": _ears("C2"),
    "EARS C3": _ears("C3"),
}


@dataclass(frozen=True)
class Cell:
    """One detector on one scenario with one size of the current outbreak."""

    detector: str
    scenario: int
    current: float
    silent: Performance
    quiet: Performance
    outbreak: Performance


def judge(replicates: int, chunk: range, generator: np.random.Generator) -> list[Cell]:
    """Return every detector's performance on the scenarios of a chunk."""
    cells = []
    for index in chunk:
        scenario = noufaily_scenarios()[index]
        for current in CURRENT:
            cells.extend(_judged(scenario, current, replicates, generator))
    return cells


def _judged(
    scenario: Scenario, current: float, replicates: int, generator: np.random.Generator
) -> list[Cell]:
    parts, clean = [], []
    for past, share in zip(
        PAST, np.array_split(np.arange(replicates // len(CURRENT)), len(PAST)), strict=True
    ):
        quiet = quiet_series(scenario, share.size, generator=generator)
        clean.append(quiet)
        parts.append(
            with_outbreaks(scenario, quiet, past=past, current=current, generator=generator)
        )
    counts = np.concatenate([part.counts for part in parts], axis=1)
    baseline = np.concatenate([part.baseline for part in parts], axis=1)
    truth = np.concatenate([part.outbreak for part in parts], axis=1)[EVALUATED_FROM:]
    return [
        Cell(
            name,
            scenario.number,
            current,
            evaluate(detect(np.concatenate(clean, axis=1)), np.zeros_like(truth)),
            evaluate(detect(baseline), np.zeros_like(truth)),
            evaluate(detect(counts), truth),
        )
        for name, detect in DETECTORS.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, default=42, help="the first so many of the 42")
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2013)
    options = parser.parse_args()
    begun = time.perf_counter()
    scenarios = cut(options.scenarios, 3)
    judged = spread(
        judge, scenarios, common=options.replicates, seed=options.seed, label="scenarios"
    )
    cells = [cell for chunk in judged for cell in chunk]
    took = time.perf_counter() - begun
    series = options.scenarios * options.replicates * 3
    print(f"{series} series x 49 weeks x {len(DETECTORS)} detectors in {took:.0f} s")
    show(cells)


def show(cells: list[Cell]) -> None:
    """Print the means over scenarios and sizes, then POD by size."""
    print("| detector | FPR, clean past | " + " | ".join(SHOWN) + " |")
    print("|---" * (len(SHOWN) + 2) + "|")
    for name in DETECTORS:
        mine = [cell for cell in cells if cell.detector == name]
        values = [np.nanmean([getattr(cell.outbreak, field) for cell in mine]) for field in SHOWN]
        values[0] = np.mean([cell.quiet.false_positive_rate for cell in mine])
        values.insert(0, np.mean([cell.silent.false_positive_rate for cell in mine]))
        print(f"| {name} | " + " | ".join(f"{value:.4f}" for value in values) + " |")
    print("| POD at k = | " + " | ".join(f"{k:.0f}" for k in CURRENT) + " |")
    print("|---" * (len(CURRENT) + 1) + "|")
    for name in DETECTORS:
        found = [
            np.nanmean(
                [c.outbreak.detected for c in cells if c.detector == name and c.current == current]
            )
            for current in CURRENT
        ]
        print(f"| {name} | " + " | ".join(f"{share:.3f}" for share in found) + " |")


if __name__ == "__main__":
    main()
