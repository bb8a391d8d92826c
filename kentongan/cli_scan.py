"""The `scan` command: files of places and of cases in, clusters out, in SaTScan's words."""

import argparse
import csv
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kentongan.compiled import Floats, Integers
from kentongan.space.clusters import ScanResult
from kentongan.space.scan import scan
from kentongan.space.study import Crew
from kentongan.space.zones import circles

MODELS = ("poisson", "permutation", "bernoulli")
PAIRS = (("x", "y"), ("lat", "lon"), ("latitude", "longitude"))


@dataclass(frozen=True)
class Places:
    """The file of locations.

    names        (locations,)
    coordinates  (locations, 2)
    geographic   latitude and longitude, or x and y
    population   (locations,), None without such a column
    """

    names: list[str]
    coordinates: Floats
    geographic: bool
    population: Floats | None


def add_parser(subparsers: Any) -> None:
    """Add `scan` to a command line."""
    parser = subparsers.add_parser(
        "scan",
        help="clusters in space and time (Kulldorff)",
        description="Find the most unusual groups of neighbouring places and times.",
    )
    parser.add_argument(
        "places", type=Path, metavar="LOC.csv", help="loc, x, y (or lat, lon), population"
    )
    parser.add_argument(
        "cases", type=Path, metavar="CASES.csv", help="loc, t, count (and controls, for bernoulli)"
    )
    parser.add_argument("out", type=Path, metavar="OUT.json")
    parser.add_argument("--model", choices=MODELS, default="poisson")
    when = parser.add_mutually_exclusive_group()
    for name in ("prospective", "retrospective", "spatial"):
        when.add_argument(f"--{name}", dest="when", action="store_const", const=name)
    parser.add_argument(
        "--max-population", type=float, default=0.5, help="largest zone, as a share (0.5)"
    )
    parser.add_argument("--max-locations", type=int, help="most places in a zone (all)")
    parser.add_argument("--max-duration", type=int, help="longest interval (half of the study)")
    parser.add_argument("--min-cases", type=int, default=2)
    parser.add_argument("--replicates", type=int, default=999)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, help="threads (one a core)")
    parser.set_defaults(when="prospective", run=run)


def run(options: argparse.Namespace) -> int:
    """Scan the files and write the clusters; ValueError names what a file lacks."""
    places = read_places(options.places)
    counts, controls, first = read_cases(options.cases, places.names)
    population = places.population
    if options.model == "bernoulli" and controls is not None:
        population = (counts + controls).astype(np.float64)
    zones = circles(
        places.coordinates, max_locations=options.max_locations, geographic=places.geographic
    )
    result = scan(
        counts,
        zones,
        population=population,
        model=options.model,
        when=options.when,
        max_population=options.max_population,
        max_duration=options.max_duration,
        min_cases=options.min_cases,
        replicates=options.replicates,
        seed=options.seed,
        crew=Crew(options.workers),
    )
    summary = {
        "model": options.model,
        "when": options.when,
        "locations": len(places.names),
        "times": [first, first + counts.shape[0] - 1],
        "cases": int(counts.sum()),
        "windows": result.windows,
        "replicates": options.replicates,
        "seed": options.seed,
        "clusters": _clusters(result, places.names, first),
    }
    options.out.write_text(json.dumps(summary, indent=1, allow_nan=False) + "\n")
    return 0


def read_places(path: Path) -> Places:
    """Read the file of locations; ValueError where a column is missing or a name comes twice."""
    rows = _rows(path, {"loc"})
    pair = next((pair for pair in PAIRS if set(pair) <= rows[0].keys()), None)
    if pair is None:
        raise ValueError(
            f"{path.name} needs the columns x, y or lat, lon, got {', '.join(rows[0])}"
        )
    names = [row["loc"] for row in rows]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{path.name} must name each loc once, got {twice!r} again")
    population = None
    if "population" in rows[0]:
        population = np.array([_number(row, "population", path) for row in rows])
    return Places(
        names=names,
        coordinates=np.array([[_number(row, axis, path) for axis in pair] for row in rows]),
        geographic=pair != PAIRS[0],
        population=population,
    )


def read_cases(path: Path, names: list[str]) -> tuple[Integers, Integers | None, int]:
    """Return counts and controls (times, locations), and what the first time is called.

    The study runs from the smallest to the largest t of the file; a line may have 0 cases.
    """
    rows = _rows(path, {"loc", "t", "count"})
    column = {name: index for index, name in enumerate(names)}
    unknown = [row["loc"] for row in rows if row["loc"] not in column]
    if unknown:
        raise ValueError(f"every loc of {path.name} must be among the places, got {unknown[0]!r}")
    times = np.array([_number(row, "t", path) for row in rows])
    if (times != np.floor(times)).any():
        raise ValueError(
            f"t must be whole in {path.name}, got {times[times != np.floor(times)][0]}"
        )
    first = int(times.min())
    places = np.array([column[row["loc"]] for row in rows])

    def table(field: str) -> Integers:
        values = np.array([_number(row, field, path) for row in rows])
        if (values < 0).any() or (values != np.floor(values)).any():
            raise ValueError(f"{field} must be whole numbers of at least 0 in {path.name}")
        cells = np.zeros((int(times.max()) - first + 1, len(names)), dtype=np.int64)
        np.add.at(cells, (times.astype(np.int64) - first, places), values.astype(np.int64))
        return cells

    return table("count"), table("controls") if "controls" in rows[0] else None, first


def _rows(path: Path, needed: set[str]) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    if not rows:
        raise ValueError(f"{path.name} needs at least one line under its header")
    missing = needed - rows[0].keys()
    if missing:
        raise ValueError(
            f"{path.name} needs the columns {', '.join(sorted(needed))}, got {', '.join(rows[0])}"
        )
    return rows


def _number(row: dict[str, str], field: str, path: Path) -> float:
    try:
        return float(row[field])
    except (TypeError, ValueError):
        raise ValueError(
            f"{field} must be a number in {path.name}, got {row[field]!r} at loc {row['loc']}"
        ) from None


def _clusters(result: ScanResult, names: list[str], first: int) -> list[dict[str, Any]]:
    clusters = []
    for cluster in result.clusters:
        fields = asdict(cluster)
        fields["members"] = [names[member] for member in cluster.members]
        fields["centre"] = names[cluster.centre]
        fields["first"] += first
        fields["last"] += first
        clusters.append({key: _plain(value) for key, value in fields.items()})
    return clusters


def _plain(value: Any) -> Any:
    """Return what JSON can hold: no NaN, no infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
