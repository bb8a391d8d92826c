"""Row 6: PostgreSQL dies or hangs under load; people are asked to come back, nothing is lost."""

import time

from tests.faults.checker import assert_kept
from tests.faults.load import Crowd, finish
from tests.faults.system import IS_LONG

DEATHS = 8 if IS_LONG else 2
HANGS = 30 if IS_LONG else 4  # seconds


def test_a_database_that_dies_is_503_and_heals_by_itself(on_postgres, cluster):
    system = on_postgres.start()
    with Crowd(system, villagers=8) as crowd:
        for _ in range(DEATHS):
            crowd.wait_for(20)
            cluster.kill()
            time.sleep(0.7)
            status, _, _ = system.ask("GET", "/sehat")
            assert status == 503
            cluster.start()
            assert system.wait_until_well(within=5) < 5
            crowd.wait_for(5)

    finish(system, crowd.history)

    assert crowd.statuses() <= {200, 503, 0}
    assert 503 in crowd.statuses()
    assert_kept(system, crowd.history)


def test_a_database_that_hangs_is_waited_for(on_postgres, cluster, say):
    system = on_postgres.start()
    with Crowd(system, villagers=8) as crowd:
        crowd.wait_for(20)
        cluster.hold()
        try:
            time.sleep(HANGS)
            before = crowd.acknowledged()
            assert system.ask("GET", "/telepon/")[0] == 200  # facts need no database
            assert crowd.acknowledged() == before
        finally:
            cluster.go_on()
        healed_in = system.wait_until_well(within=5)
        crowd.wait_for(20)

    finish(system, crowd.history)

    assert crowd.statuses() <= {200, 503, 0}
    assert_kept(system, crowd.history)
    say(f"hung for {HANGS} s, well {healed_in:.2f} s after it; told: {crowd.statuses()}")


def test_facts_can_be_read_while_the_database_is_away(on_postgres, cluster):
    system = on_postgres.start()
    cluster.kill()

    for page in ("/telepon/", "/lapor/"):
        assert system.ask("GET", page)[0] == 200
