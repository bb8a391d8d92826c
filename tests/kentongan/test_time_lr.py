"""LR- and GLR-CUSUM: R's charts, their definitions, exposure and silence."""

import numpy as np
import pytest

from kentongan.time.lr_cusum import glr_cusum, lr_cusum
from tests.kentongan.references import blocks, variants, worst

WORDS = {"theta": "theta", "M": "m", "change": "change", "ret": "ret"}


def listen(block, **more):
    control = block.control
    options = {WORDS[name]: v for name, v in control.items() if name in WORDS}
    alpha = control.get("alpha")
    mean = control.get("mu0", {})
    options |= {"s": mean.get("S", 1), "trend": mean.get("trend", False)}
    options["alpha"] = None if isinstance(alpha, str) else alpha
    weeks = range(block.first - 1, len(block.counts))
    if "theta" not in options:
        options |= {"as_r": True} | more
    chart = lr_cusum if "theta" in options else glr_cusum
    return chart(block.counts, weeks=weeks, frequency=block.frequency, **options)


@pytest.mark.parametrize(("root", "variant"), variants("glrnb"))
def test_equals_r(root, variant):
    for block in blocks(root, "glrnb", variant):
        heard = listen(block)
        cells = block.weeks - (block.first - 1), block.units
        values = heard.statistic
        if block.control.get("ret") == "cases":
            values = np.nan_to_num(heard.upper_bound, nan=0.0)
        # Where counts are nearly Poisson, what glm.nb gives for alpha is rounding beyond 1e-5.
        fitted = np.broadcast_to(heard.alpha, heard.alarm.shape)[cells]
        alpha = block.expected["alpha"]
        clear = (alpha == 0) | (alpha > 1e-4)
        assert worst(fitted[clear], alpha[clear]) < 1e-9, block.dataset
        assert worst(heard.expected[cells], block.expected["mu0"]) < 1e-9, block.dataset
        assert worst(heard.alarm[cells] * 1.0, block.expected["alarm"]) == 0, block.dataset
        off = worst(values[cells], block.expected["upperbound"], floor=1.0)
        assert off < 1e-9, block.dataset
