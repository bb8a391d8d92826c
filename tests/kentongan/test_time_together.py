"""P-values adjusted together equal R's, and unknown ones are left out."""

import numpy as np
import pytest

from kentongan.together import METHODS, adjust
from tests.kentongan.references import OURS, read_table, worst


@pytest.mark.parametrize("method", METHODS)
def test_equals_r(method):
    table = read_table(OURS / "p_adjust.csv")
    assert worst(adjust(table["p"], method=method), table[method]) < 1e-12


def test_unknown_p_values_are_not_counted():
    assert list(adjust([0.01, np.nan, 0.04])[[0, 2]]) == pytest.approx([0.02, 0.04])
    assert adjust([]).size == 0


def test_bad_input_is_refused_by_name():
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjust([0.2, 1.5])
    with pytest.raises(ValueError, match="method must be one of"):
        adjust([0.2], method="fdr")
