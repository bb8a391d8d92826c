"""Kentongan, the village drum: counts in, alarms out. Only numpy, scipy and numba.

In time, in space, with what is not yet reported, many alarms together, and simulated truth; what
each method assumes and when it is blind stands in docs/mathematics.md.
"""

from kentongan.budget import Budget, spend_budget
from kentongan.delays import Nowcast, nowcast, reporting_triangle
from kentongan.evaluate import Performance, evaluate
from kentongan.frames import Table, read_table, write_table
from kentongan.hierarchy import Descent, descend
from kentongan.online import Online, online_fdr
from kentongan.plot import plot_clusters, plot_power, plot_series
from kentongan.rates import Rates, learn_rates
from kentongan.simulate import (
    Scenario,
    Simulated,
    noufaily_scenarios,
    overdispersed,
    quiet_series,
    with_outbreaks,
)
from kentongan.simulate_villages import Recruiter, Villages, recruiter, village_panel
from kentongan.space.bayes import BayesScan, Spreading, bayes_scan
from kentongan.space.clusters import Cluster, ScanResult
from kentongan.space.nation import NationResult, nation_scan
from kentongan.space.restricted import restricted_flexible_scan
from kentongan.space.scan import scan
from kentongan.space.shapes import flexible
from kentongan.space.study import Crew
from kentongan.space.subset import subset_scan
from kentongan.space.tree import Tree, TreeResult, tree_of, tree_scan
from kentongan.space.zones import Zones, circles, ellipses, from_sets
from kentongan.spread import cut, spread
from kentongan.time.bayes_filter import BayesFilter, bayes_filter
from kentongan.time.cusum import Cusum, cusum
from kentongan.time.ears import Ears, ears
from kentongan.time.farrington import Farrington, farrington
from kentongan.time.farrington_flexible import FarringtonFlexible, farrington_flexible
from kentongan.time.heard import Heard
from kentongan.time.lr_cusum import InControl, LrCusum, glr_cusum, lr_cusum
from kentongan.time.outbreakp import OutbreakP, outbreak_p
from kentongan.time.run_length import (
    choose_threshold,
    cusum_run_length,
    empirical_run_length,
    lr_cusum_run_length,
    simulated_run_length,
)
from kentongan.time.tail import Tail, exact_tail, tail_of
from kentongan.time.windows import bayes, cdc, rki
from kentongan.together import adjust

__all__ = [
    "BayesFilter",
    "BayesScan",
    "Budget",
    "Cluster",
    "Crew",
    "Cusum",
    "Descent",
    "Ears",
    "Farrington",
    "FarringtonFlexible",
    "Heard",
    "InControl",
    "LrCusum",
    "NationResult",
    "Nowcast",
    "Online",
    "OutbreakP",
    "Performance",
    "Rates",
    "Recruiter",
    "ScanResult",
    "Scenario",
    "Simulated",
    "Spreading",
    "Table",
    "Tail",
    "Tree",
    "TreeResult",
    "Villages",
    "Zones",
    "adjust",
    "bayes",
    "bayes_filter",
    "bayes_scan",
    "cdc",
    "choose_threshold",
    "circles",
    "cusum",
    "cusum_run_length",
    "cut",
    "descend",
    "ears",
    "ellipses",
    "empirical_run_length",
    "evaluate",
    "exact_tail",
    "farrington",
    "farrington_flexible",
    "flexible",
    "from_sets",
    "glr_cusum",
    "learn_rates",
    "lr_cusum",
    "lr_cusum_run_length",
    "nation_scan",
    "noufaily_scenarios",
    "nowcast",
    "online_fdr",
    "outbreak_p",
    "overdispersed",
    "plot_clusters",
    "plot_power",
    "plot_series",
    "quiet_series",
    "read_table",
    "recruiter",
    "reporting_triangle",
    "restricted_flexible_scan",
    "rki",
    "scan",
    "simulated_run_length",
    "spend_budget",
    "spread",
    "subset_scan",
    "tail_of",
    "tree_of",
    "tree_scan",
    "village_panel",
    "with_outbreaks",
    "write_table",
]
