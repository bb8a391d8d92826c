"""Kappa is what was published, what a sum by hand says, and nothing where there is nothing."""

from random import Random

import pytest

from pimpasa.verification.agreement import Agreement, agreement_of


def pairs(table):
    return [(a, b) for (a, b), n in table.items() for _ in range(n)]


def test_the_published_table_gives_the_published_figures():
    """Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 2003, 18.1."""
    table = {"pp": 75, "pn": 1, "po": 4, "np": 5, "nn": 4, "no": 1, "oo": 10}

    found = agreement_of(pairs({(k[0], k[1]): n for k, n in table.items()}))

    assert (found.pairs, found.agreed) == (100, 89)
    assert found.kappa == pytest.approx(0.676, abs=5e-4)
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.088, abs=5e-4)


def test_a_sum_by_hand():
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 seen, 0.5 by chance."""
    table = {("1", "1"): 20, ("1", "0"): 5, ("0", "1"): 10, ("0", "0"): 15}

    assert agreement_of(pairs(table)).kappa == pytest.approx(0.4)


def test_silence_and_one_word_have_no_kappa():
    assert agreement_of([]) == Agreement(0, 0)
    assert agreement_of([("0", "0")] * 99) == Agreement(99, 99)


def test_few_pairs_have_no_kappa_that_could_be_taken_for_sure():
    assert agreement_of([("0", "0")] * 18 + [("1", "1")]) == Agreement(19, 19)
    assert agreement_of([("0", "0")] * 19 + [("1", "1")]).kappa == 1


def test_readers_who_draw_lots_agree_by_chance_alone_and_the_interval_says_so():
    holds = 0
    for seed in range(200):
        random = Random(seed)
        found = agreement_of([(random.choice("01"), random.choice("01")) for _ in range(120)])
        holds += found.low <= 0 <= found.high
    assert 180 <= holds <= 199
