"""Row 9: the clock of the machine jumps by an hour and by ten years while the system runs."""

from pathlib import Path

import pytest

from tests.faults.checker import Finally, assert_kept
from tests.faults.load import forms, in_days, send

LIBRARY = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
YEARS = 3650  # days
JOBS = "django_tasks_database_dbtaskresult"
JUMPS = (0, -1 / 24, YEARS, -YEARS, 0)  # days; the last sets it right


@pytest.fixture
def set_clock(on_sqlite):
    """Sets the clock that every process of the system sees, by days from the true one."""
    if not LIBRARY:
        pytest.skip("NOT TESTED, libfaketime is not installed: apt install faketime")
    shown = on_sqlite.home / "clock"
    on_sqlite.environment |= {
        "LD_PRELOAD": str(LIBRARY[0]),
        "FAKETIME_TIMESTAMP_FILE": str(shown),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else the threads of the server never wake
    }

    def jump(days):
        shown.write_text(f"{days * 86400:+.0f}\n")

    jump(0)
    return jump


def test_nothing_is_lost_removed_or_held_back(on_sqlite, set_clock):
    system, final, history = on_sqlite.start(), Finally(on_sqlite), []

    for days in JUMPS:
        set_clock(days)
        told = forms(system, 5, day=in_days(round(days)))
        assert [send(system, one) for one in told] == [200] * 5
        history += told
        final.change("DELETE FROM ledger_duty WHERE name IN ('retention', 'deadlines')")
        system.kill_worker()  # with whatever lease it holds under this clock
        system.start_worker()
        if days == YEARS:
            wait_until_retention_ran(system, final)

    system.wait_until(lambda: not final.count(JOBS, "status <> 'FAILED'"))
    assert final.count("intake_report", "forgotten_on IS NOT NULL") == 0
    assert_kept(system, history)
    days_told = final.rows("SELECT DISTINCT received_on FROM intake_report")
    assert {day for (day,) in days_told} == {str(in_days(d)) for d in (0, YEARS, -YEARS)}


def wait_until_retention_ran(system, final):
    removal = "task_path LIKE '%forget_what_is_old'"
    system.wait_until(lambda: final.count("ledger_duty", "name = 'retention'"))
    system.wait_until(lambda: not final.count(JOBS, removal))
