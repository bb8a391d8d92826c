"""Of many backups the newest stay, and one of each day."""

from datetime import UTC, datetime, timedelta

from pimpasa.doors.clock.backup import DAYS, RECENT, too_old

NEWEST = datetime(2026, 3, 2, 23, tzinfo=UTC)
HOURLY = [
    (NEWEST - timedelta(hours=h)).strftime("pimpasa-%Y%m%dT%H%M%SZ.age") for h in range(24 * 60)
]


def test_the_newest_and_one_a_day_stay():
    kept = set(HOURLY) - set(too_old(HOURLY))

    assert set(HOURLY[:RECENT]) <= kept
    days = sorted({name[8:16] for name in kept})
    assert len(days) == DAYS
    assert len(kept) == RECENT + DAYS - 1


def test_few_are_all_kept():
    assert too_old(HOURLY[:5]) == []
    assert too_old([]) == []
