"""Days as people count them: in the village's own zone, and in working days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from zoneinfo import ZoneInfo

import holidays


class Zone(Enum):
    """The three clocks of Indonesia."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"

    @property
    def info(self) -> ZoneInfo:
        """The zone for datetime arithmetic."""
        return ZoneInfo(self.value)


# First two digits of a Kemendagri code -> zone. Source: Keppres 41/1987 on time zones; the four
# provinces carved out of Papua in 2022 kept Papua's time.
_WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}


def zone_of(code: str) -> Zone:
    """The zone of the place with this Kemendagri code, such as 32.12.11.2005."""
    province = code[:2]
    if province in _WITA:
        return Zone.WITA
    return Zone.WIT if province in _WIT else Zone.WIB


def day_in(zone: Zone, now: datetime) -> date:
    """The day it is in this zone at the aware moment `now`."""
    return now.astimezone(zone.info).date()


def is_working_day(day: date) -> bool:
    """True on a weekday that is no national holiday of Indonesia.

    Joint leave (cuti bersama) counts as work: whoever is in danger cannot wait for it to pass.
    Source of the holidays: the package `holidays`, which follows the yearly joint decree.
    """
    return day.weekday() < 5 and day not in _holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("ID", years=year))
