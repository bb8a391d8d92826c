"""Row 6: PostgreSQL is killed under load; people are asked to come back, and nothing is lost."""

import time

from tests.faults.checker import assert_kept
from tests.faults.load import Crowd, finish
from tests.faults.system import IS_LONG

DEATHS = 8 if IS_LONG else 2


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


def test_facts_can_be_read_while_the_database_is_away(on_postgres, cluster):
    system = on_postgres.start()
    cluster.kill()

    for page in ("/telepon/", "/lapor/"):
        assert system.ask("GET", page)[0] == 200
