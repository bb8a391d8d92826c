"""Few replicates are drawn where they say that all is ordinary, and all where they do not."""

from datetime import date

import numpy as np
import pytest

from pimpasa.signals.assumptions import assumptions
from pimpasa.signals.rules import villages
from pimpasa.signals.rules.villages import Look, listen_to_villages

VILLAGES = tuple(f"32.12.{n:02}.{m}" for n in range(1, 5) for m in range(2001, 2011))


@pytest.fixture
def drawn(monkeypatch):
    """How many replicates each scan drew."""
    numbers, scan = [], villages.scan

    def noting(*given, replicates, **more):
        numbers.append(replicates)
        return scan(*given, replicates=replicates, **more)

    monkeypatch.setattr(villages, "scan", noting)
    return numbers


def heard_in(touched):
    """A year of one report a week, now here and now there, and in the last weeks these villages."""
    heard = np.zeros((52, len(VILLAGES)), np.int32)
    heard[np.arange(52), np.arange(52) * 7 % len(VILLAGES)] = 1
    heard[-2:, touched] = 1
    nobody = np.zeros_like(heard)
    look = Look("topic:tppo", "32.12", date(2026, 3, 2), VILLAGES, heard, nobody, None)
    return listen_to_villages(look, threshold=0.01, talks=assumptions().talks)


def test_an_ordinary_week_costs_few(drawn):
    assert heard_in([]) == []
    assert drawn == [63]


def test_what_is_unusual_is_judged_by_all_of_them(drawn):
    found = heard_in(range(6))

    assert set(VILLAGES[:6]) <= set(found[0].villages)
    assert drawn == [63, 999]
    assert found[0].chance == pytest.approx(0.001)
