"""Lengths and moments on the pages of the desk, as people say them."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from pimpasa.base.days import Zone
from pimpasa.doors.office.templatetags.office import dated, hours

WIB = SimpleNamespace(zone=Zone.WIB)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 menit"), (48, "48 menit"), (60, "1 jam"), (409, "6 jam 49 menit")],
)
def test_minutes_are_said_in_hours(minutes, said):
    with override("id"):
        assert hours(minutes) == said


def test_a_history_over_years_tells_the_year():
    with override("id"):
        assert dated(datetime(2025, 12, 31, 18, 30, tzinfo=UTC), WIB) == "1 Jan 2026, 01.30 WIB"
        assert dated(None, WIB) == ""
