"""How agencies answer is told outside without a number that could point to one referral."""

from dataclasses import replace

import pytest

from pimpasa.referrals.outside import told_outside
from pimpasa.referrals.queries import AgencyFigures

MANY = AgencyFigures("migrant_workers", None, sent=40, open=12, median_days=6.0)


def test_what_is_large_enough_is_told_as_it_is():
    (told,) = told_outside([MANY])

    assert (told.sent, told.open, told.median_days) == (40, 12, 6.0)


@pytest.mark.parametrize("few", [0, 1, 4])
def test_an_addressee_of_few_is_left_out(few):
    assert told_outside([replace(MANY, sent=few, open=0), MANY]) == told_outside([MANY])


@pytest.mark.parametrize("waiting", [0, 1, 4, 36, 39, 40])
def test_neither_few_that_wait_nor_few_that_were_answered_are_told(waiting):
    (told,) = told_outside([replace(MANY, open=waiting)])

    assert told.open is None


@pytest.mark.parametrize("answered", [0, 1, 4])
def test_the_days_of_few_answers_are_not_told(answered):
    (told,) = told_outside([replace(MANY, open=40 - answered)])

    assert told.median_days is None
