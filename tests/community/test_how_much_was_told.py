"""Anybody may see how much people told in a month, and nobody can be known by it."""

from datetime import date

import pytest

from pimpasa.counts.models import WeekCount
from pimpasa.counts.publishing import publish
from pimpasa.counts.rules import weeks_of_month
from tests.standing import FAR_VILLAGE, LOMBANG


@pytest.fixture
def page(villager):
    return lambda: str(villager.get("/angka/").content, "utf-8")


def heard(village, **times):
    for what, n in times.items():
        WeekCount.objects.create(
            village=village,
            week=weeks_of_month(date(2026, 3, 1))[0],
            what=what.replace("__", ":"),
            n=n,
            settled=0,
            heard=n,
        )


def test_what_is_large_enough_is_told(page):
    heard(LOMBANG, all=40, kind__REPORT=25, kind__QUESTION=15, topic__tppo=20)
    heard(FAR_VILLAGE, all=31, kind__REPORT=20, kind__QUESTION=11, topic__tppo=3)
    heard("", all=9, kind__REPORT=9)
    publish(date(2026, 3, 1), on=date(2026, 4, 7))

    shown = page()

    assert "Seluruh Indonesia: 80" in shown
    assert "Jawa Barat: <b>40</b>" in shown
    assert "dikurung, atau dipaksa: <b>23</b>" in shown
    assert "<b>3</b>" not in shown


def test_before_the_first_month_nothing_is_told(page):
    heard(LOMBANG, all=40)

    assert "Belum ada angka" in page()
