"""What every test may lean on."""

import os

import pytest
from django.db import connection
from django.test import TransactionTestCase

from pimpasa.ledger import guard
from tests import standing


@pytest.fixture(autouse=True, scope="session")
def _transactional_tests_may_empty_the_ledger():
    """Tests that commit for real empty the tables afterwards, which the triggers would refuse."""
    flush = TransactionTestCase._fixture_teardown

    def lift_flush_and_restore(case):
        guard.remove(connection)
        flush(case)
        guard.install(connection)

    TransactionTestCase._fixture_teardown = lift_flush_and_restore
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture
def people(db):
    """One standing person per role, by name; `tests/standing.py` says who is who."""
    return standing.everyone()


def pytest_runtest_logreport(report):
    """A failure is named at once, not only at the end of twenty minutes."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        print(f"\nfailed: {report.nodeid}", flush=True)  # noqa: T201  that is what it is for
