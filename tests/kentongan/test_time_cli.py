"""`python -m kentongan detect` answers a file with R's columns and R's numbers."""

import gzip
import json

import numpy as np
import pytest

from kentongan.__main__ import main
from tests.kentongan.references import OURS, manifest, read_table, worst


@pytest.mark.parametrize(
    ("method", "variant"),
    [
        ("earsC", "C3_default"),
        ("farrington", "b3w4"),
        ("farringtonFlexible", "noufaily"),
        ("bayes", "b2w6"),
        ("cdc", "b3m1"),
        ("rki", "b0w6"),
        ("outbreakP", "k100"),
        ("cusum", "rossi"),
        ("glrnb", "lr_pois_cases"),
        ("glrnb", "glr_pois_M12"),
        ("glrnb", "trendS2"),
    ],
)
def test_detect_writes_what_r_writes(tmp_path, method, variant):
    source = tmp_path / "in.csv"
    source.write_bytes(gzip.decompress((OURS / "data" / "synthSparse.csv.gz").read_bytes()))
    entry = next(e for e in manifest(OURS) if (e["algo"], e["variant"]) == (method, variant))
    control = tmp_path / "control.json"
    control.write_text(json.dumps(entry["control"] | {"first": entry["t_first"]}))
    out = tmp_path / "out.csv"
    main(["detect", method, str(source), str(out), "--control", str(control)])
    ours, theirs = read_table(out), read_table(OURS / "temporal" / f"{method}__{variant}.csv.gz")
    assert list(ours) == list(theirs)
    place = {cell: i for i, cell in enumerate(zip(ours["unit"], ours["t"], strict=True))}
    rows = np.array([place[cell] for cell in zip(theirs["unit"], theirs["t"], strict=True)])
    for column in ("observed", "upperbound", "alarm"):
        assert worst(ours[column][rows], theirs[column]) < 1e-9, column
