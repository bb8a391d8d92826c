"""Right and wrong codes take the same time (reliability row 32; the short form of 2,000 tries)."""

import time

import pytest
from scipy.stats import mannwhitneyu

from pimpasa.base.codes import new_code
from pimpasa.doors.community import even
from tests.faults.system import IS_LONG
from tests.street import OFFER

TRIES = 1_000 if IS_LONG else 60  # of each, in turns
STEP_SECONDS = even.STEP_SECONDS  # as it is at work


@pytest.fixture
def code(villager, monkeypatch):
    told = villager.code(villager.tell(OFFER))
    monkeypatch.setattr(even, "STEP_SECONDS", STEP_SECONDS)
    return told


def likeness(villager, code):
    """The p-value of the hypothesis that both kinds of codes take equally long."""
    right, wrong = [], []
    for _ in range(TRIES):
        for times, typed in ((right, code), (wrong, new_code())):
            began = time.perf_counter()
            villager.open(typed)
            times.append(time.perf_counter() - began)
    return mannwhitneyu(right, wrong).pvalue


def test_a_clock_cannot_tell_right_codes_from_wrong_ones(villager, code):
    # One try in a hundred falls below 0.01 by chance alone; two in a row, one in ten thousand.
    assert any(likeness(villager, code) > 0.01 for _ in range(2))


def test_without_whole_steps_a_clock_could_tell(villager, code, monkeypatch):
    monkeypatch.setattr(even, "STEP_SECONDS", 0.000_001)
    assert likeness(villager, code) < 0.01


@pytest.mark.parametrize("size", [0, 1, 16_000, 16_377, 16_378, 50_000])
def test_bodies_are_filled_to_whole_steps(size):
    body = b"x" * size
    filled = even.filled(body)
    assert filled.startswith(body)
    assert len(filled) % even.STEP_BYTES == 0
    assert len(filled) - size <= even.STEP_BYTES + 8
