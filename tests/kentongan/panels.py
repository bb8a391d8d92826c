"""Small panels to scan."""

import numpy as np


def panel(locations=40, times=10, mean=0.4, seed=0):
    random = np.random.default_rng(seed)
    coordinates = random.random((locations, 2))
    population = random.integers(50, 500, locations).astype(float)
    counts = random.poisson(mean, (times, locations))
    return coordinates, population, counts
