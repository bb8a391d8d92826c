"""Speed of the detectors in time; with --peers beside R's surveillance, both in the same run.

Run: .venv/bin/python bench/kentongan_time.py [--peers] [--quick]

Series are negative binomial with a yearly wave, mean 4 a week, 364 weeks. R runs as many series as
fit in some seconds on one core; ours on all cores. Both are told by the clock and by CPU time, and
the ratio is that of CPU time a series, which other work on the machine disturbs least.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from results import keep

from kentongan.time.cusum import cusum
from kentongan.time.ears import ears
from kentongan.time.farrington import farrington
from kentongan.time.farrington_flexible import farrington_flexible
from kentongan.time.lr_cusum import glr_cusum, lr_cusum

NOUFAILY = {
    "no_periods": 10,
    "past_weeks_not_included": 26,
    "p_threshold_trend": 1,
    "threshold_method": "nbPlugin",
}
YEAR = range(312, 364)
HEADING = "Detectors in time"
PEERS = "Detectors in time beside R's surveillance"
DEBIAN = ("r-base-core", "r-cran-surveillance")

METHODS: dict[str, tuple[int, Callable[[np.ndarray], object]]] = {
    "EARS C1, C2, C3, all weeks": (
        83_762,
        lambda y: [ears(y, method=m) for m in ("C1", "C2", "C3")],
    ),
    "farringtonFlexible, Noufaily set-up, 52 weeks": (
        3_000,
        lambda y: farrington_flexible(y, weeks=YEAR, **NOUFAILY),
    ),
    "farringtonFlexible, default, 52 weeks": (6_000, lambda y: farrington_flexible(y, weeks=YEAR)),
    "farrington 1996, 52 weeks": (6_000, lambda y: farrington(y, weeks=YEAR)),
    "cusum rossi, 312 weeks": (20_000, lambda y: cusum(y, trans="rossi")),
    "glrnb LR, alpha estimated, 52 weeks": (3_000, lambda y: lr_cusum(y, weeks=YEAR)),
    "glrpois GLR, 52 weeks": (6_000, lambda y: glr_cusum(y, weeks=YEAR, alpha=0)),
    "glrnb GLR, alpha estimated, 52 weeks": (3_000, lambda y: glr_cusum(y, weeks=YEAR)),
}


def panel(series: int, weeks: int = 364) -> np.ndarray:
    random = np.random.default_rng(12)
    mean = 4 * np.exp(0.4 * np.cos(2 * np.pi * np.arange(weeks) / 52))[:, None]
    return random.negative_binomial(mean / 0.5, 1 / 1.5, (weeks, series)).astype(np.int16)


def processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measured(listen: Callable[[np.ndarray], object], counts: np.ndarray) -> tuple[float, float]:
    """Return the best of three, seconds by the clock and of the processors, warm."""
    listen(counts[:, :8])
    best = (np.inf, np.inf)
    for _ in range(3):
        begun, used = time.perf_counter(), processor()
        listen(counts)
        best = min(best, (time.perf_counter() - begun, processor() - used))
    return best


def install_r() -> str:
    """Install R and surveillance from Debian where allowed; return why they are missing, or ''."""
    probe = ["Rscript", "-e", "suppressMessages(library(surveillance))"]
    if shutil.which("Rscript") and subprocess.run(probe, capture_output=True).returncode == 0:
        return ""
    if not shutil.which("apt-get"):
        return "R's surveillance is missing and there is no apt-get to install it with"
    if os.geteuid() != 0:
        return f"R's surveillance is missing; as root: apt-get install {' '.join(DEBIAN)}"
    command = ["apt-get", "install", "-y", "--no-install-recommends", *DEBIAN]
    done = subprocess.run(command, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"apt-get could not install it: {done.stderr[-300:]}"


def r_seconds(counts: np.ndarray) -> dict[str, float]:
    """Return R's CPU seconds a series for each method."""
    with tempfile.TemporaryDirectory() as folder:
        source, answer = Path(folder) / "counts.csv", Path(folder) / "seconds.json"
        np.savetxt(source, counts, fmt="%d", delimiter=",")
        script = Path(__file__).with_name("kentongan_time.R")
        subprocess.run(["Rscript", script, source, answer], check=True, stdout=sys.stderr)
        return {name: float(seconds) for name, seconds in json.loads(answer.read_text()).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", action="store_true", help="time R beside")
    parser.add_argument("--quick", action="store_true", help="a tenth of the series")
    options = parser.parse_args()
    missing = install_r() if options.peers else ""
    if missing:
        raise SystemExit(missing)
    theirs = r_seconds(panel(20)) if options.peers else {}
    for name, (series, listen) in METHODS.items():
        size = series // 10 if options.quick else series
        counts = panel(size, 260) if name.startswith("EARS") else panel(size)
        clock, used = measured(listen, counts)
        columns = ["method", "series", "s", "CPU-s", "series a CPU-s"]
        row = [name, f"{size}", f"{clock:.3f}", f"{used:.2f}", f"{size / used:.0f}"]
        if not options.peers:
            keep(HEADING, columns, row)
        elif name in theirs:
            ratio = theirs[name] / (used / size)
            more = [f"{1 / theirs[name]:.2f}", f"{ratio:.0f}"]
            keep(PEERS, [*columns, "R, series a CPU-s", "ratio"], row + more)


if __name__ == "__main__":
    main()
