"""Anybody may see what became of what people told, and nobody can be known by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pimpasa.outcomes.models import Closing, Reason
from pimpasa.outcomes.rules import quarter_before
from tests.standing import FAR_VILLAGE, LOMBANG
from tests.street import tell

DAY = quarter_before(timezone.localdate())[0] + timedelta(days=3)


def closed(village, reason, many):
    for _ in range(many):
        Closing.objects.create(
            report_id=tell(village=village).report_id,
            reason=reason,
            closed_on=DAY,
            closed_by="0b9e8f5e-0000-4000-8000-000000000000",
        )


@pytest.fixture
def page(villager):
    return lambda: str(villager.get("/hasil/").content, "utf-8")


def test_numbers_stand_by_province(page):
    closed(LOMBANG, Reason.HELPED, 8)
    closed(LOMBANG, Reason.NOTHING_FOUND, 6)
    closed(FAR_VILLAGE, Reason.HELPED, 9)
    closed(FAR_VILLAGE, Reason.NOTHING_FOUND, 7)

    shown = page()

    assert "Jawa Barat: 14" in shown
    assert "ada yang terbantu: <b>8</b>" in shown


def test_small_numbers_and_those_that_betray_them_are_not_shown(page):
    closed(LOMBANG, Reason.HELPED, 8)
    closed(LOMBANG, Reason.UNREACHED, 1)

    shown = page()

    assert "tidak bisa diperiksa" not in shown
    assert "<b>1</b>" not in shown
    assert not ("Jawa Barat: 9" in shown and "<b>8</b>" in shown)


def test_without_numbers_it_says_so(page):
    assert "Belum ada angka" in page()
