"""The set synA and what SaTScan answered on it."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "golden" / "space"
ANALYSES = {
    "prosp_poisson": ("poisson", "prospective"),
    "prosp_stperm": ("permutation", "prospective"),
    "retro_poisson": ("poisson", "retrospective"),
    "retro_stperm": ("permutation", "retrospective"),
    "spatial_poisson": ("poisson", "spatial"),
}


@dataclass(frozen=True)
class SynA:
    coordinates: np.ndarray
    population: np.ndarray
    counts: np.ndarray


def syna() -> SynA:
    places = np.loadtxt(FOLDER / "synA_loc.csv", delimiter=",", skiprows=1)
    cases = np.loadtxt(FOLDER / "synA_cases.csv", delimiter=",", skiprows=1, dtype=int)
    counts = np.zeros((30, len(places)), dtype=int)
    np.add.at(counts, (cases[:, 1], cases[:, 0]), cases[:, 2])
    return SynA(coordinates=places[:, 1:3], population=places[:, 3], counts=counts)


def satscan_clusters(analysis: str) -> list[dict[str, str]]:
    with (FOLDER / "satscan_clusters.csv").open() as lines:
        return [row for row in csv.DictReader(lines) if row["analysis"] == analysis]


def satscan_maxima(analysis: str) -> np.ndarray:
    with gzip.open(FOLDER / "satscan_maxima.csv.gz", "rt") as lines:
        return np.array([float(row[analysis]) for row in csv.DictReader(lines)])
