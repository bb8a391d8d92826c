"""The scan's speed and growth, beside a plain definition with a logarithm a window, in one run.

Run: .venv/bin/python bench/kentongan_space.py [--quick]

Villages lie at random, weekly reports are Poisson with a mean of 0.02 a village, population
log-normal; times include neighbours, expectations, simulation and the report. Memory is the peak of
the process so far.
"""

import argparse
import resource
import time

import numba
import numpy as np

from kentongan.space.scan import scan
from kentongan.space.zones import circles

PLAIN_LOCATIONS = 1000
PLAIN_REPLICATES = 20


def panel(locations: int, times: int, mean: float = 0.02) -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(3)
    coordinates = 100.0 * random.random((locations, 2))
    population = np.round(random.lognormal(7.5, 0.6, locations)).clip(100)
    rate = population / population.mean() * mean
    return coordinates, population, random.poisson(rate, (times, locations))


@numba.njit(nogil=True)
def plain_maximum(near, population, counts):
    """The definition: every disc and duration, a logarithm for each."""
    times, locations = counts.shape
    cases, people = counts.sum(), population.sum() * times
    best = 0.0
    for centre in range(locations):
        count, hoped = np.zeros(times), np.zeros(times)
        for place in range(near.shape[1]):
            village = near[centre, place]
            seen = 0
            for duration in range(times):
                seen += counts[times - 1 - duration, village]
                count[duration] += seen
                hoped[duration] += cases * population[village] * (duration + 1) / people
                c, e = count[duration], hoped[duration]
                if c > e and c >= 2:
                    ratio = c * np.log(c / e)
                    if c < cases:
                        ratio += (cases - c) * np.log((cases - c) / (cases - e))
                    best = max(best, ratio)
    return best


def plain_speed() -> float:
    """Return windows a second of the definition, on one core."""
    coordinates, population, counts = panel(PLAIN_LOCATIONS, 12)
    zones = circles(coordinates, max_locations=200)
    near = zones.order[zones.members.reshape(PLAIN_LOCATIONS, 200)]
    plain_maximum(near[:2], population, counts)
    begun = time.perf_counter()
    for _ in range(PLAIN_REPLICATES):
        plain_maximum(near, population, counts)
    windows = PLAIN_LOCATIONS * 200 * 12 * PLAIN_REPLICATES
    return windows / (time.perf_counter() - begun)


def processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measured(
    locations: int, neighbours: int, times: int, replicates: int, model: str, mean: float = 0.02
) -> tuple[float, float]:
    """Return seconds by the clock and of the processors for a whole prospective scan."""
    coordinates, population, counts = panel(locations, times, mean)
    begun, used = time.perf_counter(), processor()
    scan(
        counts,
        circles(coordinates, max_locations=neighbours),
        population=population,
        model=model,
        max_duration=times,
        replicates=replicates,
        exact_below=0.5,
    )
    return time.perf_counter() - begun, processor() - used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="nothing above 7,000 locations")
    parser.add_argument("--tiny", action="store_true", help="one small case, to see that it runs")
    options = parser.parse_args()
    for model in ("poisson", "permutation"):
        measured(300, 20, 12, 99, model)
    plain = plain_speed()
    print(f"plain definition, one core: {plain / 1e9:.3f} G windows a second")
    print("| locations | K | T | replicates | mean | model | s | CPU-s | ratio to plain | GB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    cases = [
        (7000, 200, 12, 999, "poisson", 0.02),
        (7000, 200, 12, 999, "permutation", 0.02),
        (7000, 200, 12, 999, "poisson", 0.2),
        (1000, 200, 12, 999, "poisson", 0.02),
        (7000, 50, 12, 999, "poisson", 0.02),
        (7000, 400, 12, 999, "poisson", 0.02),
        (7000, 200, 4, 999, "poisson", 0.02),
        (7000, 200, 24, 999, "poisson", 0.02),
        (7000, 200, 12, 99, "poisson", 0.02),
        (7000, 200, 12, 9999, "poisson", 0.02),
    ]
    if not options.quick:
        cases += [
            (30000, 200, 12, 999, "poisson", 0.02),
            (83762, 200, 12, 999, "poisson", 0.02),
            (83762, 200, 12, 999, "permutation", 0.02),
            (83762, 200, 12, 999, "poisson", 0.05),
        ]
    if options.tiny:
        cases = [(300, 20, 12, 99, "poisson", 0.02)]
    for case in cases:
        locations, neighbours, times, replicates, model, mean = case
        seconds, used = measured(*case)
        alone = locations * neighbours * times * replicates / plain
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(
            f"| {locations} | {neighbours} | {times} | {replicates} | {mean} | {model} | "
            f"{seconds:.2f} | {used:.1f} | {alone / used:.0f} | {peak:.2f} |"
        )


if __name__ == "__main__":
    main()
