"""Row 10: however many write at once, nobody hears that the database is locked."""

import time

from django.test import override_settings

from tests.faults.checker import assert_kept
from tests.faults.load import Crowd, finish
from tests.faults.system import IS_LONG, below

LASTS = 60 if IS_LONG else 6  # seconds
PROCESSES = 4


def test_four_processes_a_worker_and_backups_write_at_once(system, say):
    with override_settings(SERVER_PROCESSES=PROCESSES):
        system.start()
    assert len(below(system.processes[0].pid)) == PROCESSES
    backups = 0
    crowd = Crowd(system, villagers=16, forms_each=2000 if IS_LONG else 500)
    with crowd:
        crowd.wait_for(30)
        last = time.monotonic() + LASTS
        while time.monotonic() < last:
            system.manage("backup", "--into", system.home / f"backups-{backups}")
            backups += 1
    finish(system, crowd.history)

    assert crowd.statuses() == {200}, "somebody was turned away"
    assert "locked" not in system.log_path.read_text()
    assert backups
    assert_kept(system, crowd.history, is_worked_off=IS_LONG)
    slowest = max(took for told in crowd.history for _, took in told.waits)
    say(f"{len(crowd.history)} reports, {backups} backups, slowest answer {slowest:.1f} s")
