"""Rows 1, 2, 4 and 12: what was acknowledged is never lost, whatever is killed."""

import random

from tests.faults.checker import Finally, assert_kept
from tests.faults.load import Crowd, finish
from tests.faults.system import IS_LONG

KILLS = 200 if IS_LONG else 4


def test_nothing_acknowledged_is_lost_when_server_and_worker_are_killed(system, say):
    random.seed(1)
    history = []
    for _ in range(KILLS):
        system.start()
        with Crowd(system, forms_each=100) as crowd:
            crowd.wait_for(random.randint(1, 60))
            system.kill()
        history += crowd.history

    system.start()
    finish(system, history)

    assert_kept(system, history)
    lost = sum(told.statuses[0] == 0 for told in history)
    assert lost, "no reply was lost: the kills came late"
    say(f"{KILLS} kills, {len(history)} reports acknowledged and there once, {lost} after a loss")


def test_a_worker_that_dies_in_the_middle_loses_no_job(system):
    system.start()
    with Crowd(system, villagers=4) as crowd:
        for _ in range(10 if IS_LONG else 3):
            crowd.wait_for(20)
            system.kill_worker()
            system.start_worker()

    finish(system, crowd.history)

    assert_kept(system, crowd.history)
    assert Finally(system).count("triage_reading") >= 60
