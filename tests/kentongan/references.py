"""What R's surveillance answered: our own small set, and the large one where it is at hand."""

import csv
import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

PROJECT = Path(__file__).parents[2]
OURS = Path(__file__).parent / "golden"
SHARED = Path(os.environ.get("PIMPASA_SHARED", PROJECT.parent / "shared")) / "detection" / "golden"


@dataclass(frozen=True)
class Block:
    """One method, with one control, on one data set."""

    dataset: str
    control: dict
    frequency: int
    epochs: np.ndarray | None
    counts: np.ndarray
    population: np.ndarray
    state: np.ndarray
    first: int
    weeks: np.ndarray
    expected: dict[str, np.ndarray]

    def rows(self, values: np.ndarray) -> np.ndarray:
        """The cells of (weeks, series) values that R's answer lists, in its order."""
        return values[self.weeks, self.units]

    units: np.ndarray


def variants(algorithm: str) -> list:
    """Test parameters: (root, variant) for each golden file of the algorithm in both sets."""
    ours = [(OURS, path) for path in sorted((OURS / "temporal").glob(f"{algorithm}__*.csv.gz"))]
    shared = [
        (SHARED, path) for path in sorted((SHARED / "temporal").glob(f"{algorithm}__*.csv.gz"))
    ]
    found = [
        pytest.param(root, name_of(path), id=f"{where}-{name_of(path)}")
        for where, paths in (("ours", ours), ("shared", shared))
        for root, path in paths
    ]
    if not shared:
        absent = pytest.mark.skip(reason=f"the large golden set is not at {SHARED}")
        found.append(pytest.param(SHARED, "", id="shared", marks=absent))
    return found


def name_of(path: Path) -> str:
    return path.name.removesuffix(".csv.gz").split("__")[1]


def blocks(root: Path, algorithm: str, variant: str) -> Iterator[Block]:
    """Each data set's block of a golden file."""
    table = read_table(root / "temporal" / f"{algorithm}__{variant}.csv.gz")
    controls = {
        entry["dataset"]: entry
        for entry in manifest(root)
        if (entry["algo"], entry["variant"]) == (algorithm, variant)
    }
    for dataset in dict.fromkeys(table["dataset"]):
        rows = table["dataset"] == dataset
        yield _block(root, dataset, controls[dataset], {k: v[rows] for k, v in table.items()})


@cache
def manifest(root: Path) -> list[dict]:
    return json.loads((root / "temporal" / "manifest.json").read_text())


@cache
def panel(root: Path, dataset: str) -> dict:
    """A data set as arrays (weeks, series), its units, epochs and frequency."""
    path = root / "data" / f"{dataset}.csv"
    table = read_table(path if path.exists() else path.with_suffix(".csv.gz"))
    units = list(dict.fromkeys(table["unit"]))
    shape = (len(units), -1)
    facts = read_table(root / "data" / "datasets.csv")
    row = list(facts["dataset"]).index(dataset)
    return {
        "units": units,
        "counts": table["observed"].reshape(shape).T.astype(np.int64),
        "population": table["population"].reshape(shape).T,
        "state": table["state"].reshape(shape).T,
        "epochs": table["epoch"].reshape(shape)[0],
        "frequency": int(facts["freq"][row]),
        "has_dates": facts["epochAsDate"][row] == "TRUE",
    }


def read_table(path: Path) -> dict[str, np.ndarray]:
    """A CSV's columns: numbers where every cell is one (NA, NaN and Inf too), else words."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    head, *rows = csv.reader(text.splitlines())
    return {name: _column([row[i] for row in rows]) for i, name in enumerate(head)}


def _column(cells: list[str]) -> np.ndarray:
    try:
        return np.array([np.nan if cell == "NA" else float(cell) for cell in cells])
    except ValueError:
        return np.array(cells)


def _block(root: Path, dataset: str, entry: dict, rows: dict[str, np.ndarray]) -> Block:
    data = panel(root, dataset)
    place = {unit: i for i, unit in enumerate(data["units"])}
    return Block(
        dataset=dataset,
        control=entry["control"],
        frequency=data["frequency"],
        epochs=data["epochs"] if data["has_dates"] else None,
        counts=data["counts"],
        population=data["population"],
        state=data["state"],
        first=entry["t_first"],
        weeks=rows["t"].astype(int) - 1,
        units=np.array([place[unit] for unit in rows["unit"]]),
        expected=rows,
    )


def worst(ours: np.ndarray, theirs: np.ndarray, *, floor: float = 1e-300) -> float:
    """Largest difference relative to max(|theirs|, floor); infinite where NaN or Inf differ."""
    same = (np.isnan(ours) & np.isnan(theirs)) | (ours == theirs)
    ours, theirs = ours[~same], theirs[~same]
    if not np.isfinite(ours).all() or not np.isfinite(theirs).all():
        return np.inf
    return float(np.max(np.abs(ours - theirs) / np.maximum(np.abs(theirs), floor), initial=0.0))
