"""A worked example: from sparse weekly reports to the villages that a team should visit.

Run: .venv/bin/python docs/examples/recruiter_among_villages.py OUT_FOLDER
It writes clusters.txt, map.png and series.png.
"""

import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np

from kentongan import (
    bayes_scan,
    circles,
    learn_rates,
    plot_clusters,
    plot_series,
    recruiter,
    scan,
    tail_of,
    tree_scan,
    village_panel,
)

HISTORY, WINDOW, LONGEST = 104, 52, 3


def main(folder: Path) -> None:
    """Simulate a regency, plant a recruiter, find the villages, and draw what was found."""
    mpl.use("Agg")
    folder.mkdir(parents=True, exist_ok=True)

    # 1. A regency of 180 villages; two years of history; a recruiter begins in week 130.
    generator = np.random.default_rng(20)
    panel = village_panel(regencies=1, weeks=133, generator=generator)
    at_work = recruiter(panel, week=130, generator=generator)
    counts = at_work.added_to(panel.counts)

    # 2. What is usual: each village's own rate, drawn towards that of all, times its exposure.
    history = learn_rates(counts[:HISTORY], exposure=panel.exposure[:HISTORY])
    expected = history.expected(panel.exposure)

    # 3. "reporting": a week of a village counts once, so one talkative family is no cluster.
    # 4. The scan looks at every disc of up to 10 villages over the last 1, 2 and 3 weeks.
    result = scan(
        counts[-WINDOW:],
        circles(panel.coordinates, max_locations=10),
        model="reporting",
        expected=expected[-WINDOW:],
        max_duration=LONGEST,
    )
    # 5. The Bayesian scan asks whether each of a few neighbours has reported: it finds most.
    late = slice(-LONGEST, None)
    spreads = bayes_scan(
        counts[late],
        panel.coordinates,
        expected=expected[late],
        dispersion=history.dispersion,
        doubt=history.doubt,
    )
    # 6. The tree asks the same of districts and the regency, and needs no coordinates.
    tree = tree_scan(
        counts[-WINDOW:],
        {"district": panel.district},
        model="reporting",
        expected=expected[-WINDOW:],
        max_duration=LONGEST,
    )
    lines = [f"planted in villages {sorted(at_work.villages.tolist())}"]
    for cluster in result.clusters[:3]:
        lines.append(
            f"villages {sorted(cluster.members.tolist())}, weeks {cluster.first}-{cluster.last} of "
            f"{WINDOW}: {cluster.observed:g} where {cluster.expected:.2f} were usual, "
            f"once in {cluster.recurrence_interval:.0f} weeks by chance"
        )
    lines.append(
        f"Bayesian scan: p {spreads.p_value:.3f}, villages {sorted(spreads.members.tolist())}"
    )
    for node, cluster in tree.clusters[:1]:
        lines.append(f"tree: {node.level} {node.name}, p {cluster.p_value:.3f}")
    (folder / "clusters.txt").write_text("\n".join(lines) + "\n")
    plot_clusters(panel.coordinates, result).figure.savefig(folder / "map.png", dpi=80)

    # 7. The planted villages together, as a series: a bound that 1 week in 100 passes by chance.
    together, mean = counts[:, at_work.villages].sum(axis=1), expected[:, at_work.villages].sum(1)
    p_value, bound = tail_of(together, mean, history.dispersion, alpha=0.01)
    figure = plot_series(together, upper_bound=bound, alarm=p_value <= 0.01, expected=mean).figure
    figure.savefig(folder / "series.png", dpi=80)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
