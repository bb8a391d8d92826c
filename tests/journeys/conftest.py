"""A real system with the standing people in it, on a free port and a home of its own."""

import pytest

from tests.faults.system import System, copy_home

PEOPLE = """
from tests.office.desk import with_second_factor
from tests.standing import everyone
for account in everyone().values():
    account.email = f"{account.username}@example.org"
    account.save()
    with_second_factor(account)
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("journeys"))  # they share one prepared home


@pytest.fixture(scope="session")
def street(tmp_path_factory):
    """A home with keys, three villages and one person for each role."""
    home = tmp_path_factory.mktemp("street") / "home"
    home.mkdir()
    prepared = System(home)
    prepared.manage("prepare", "--without-places")
    prepared.manage("shell", "-c", PEOPLE)
    return home


@pytest.fixture
def begin(street, tmp_path):
    """Starts a system with these settings; it ends with the test."""
    begun = []

    def start(*, with_worker=True, **environment):
        home = copy_home(street, tmp_path / f"home-{len(begun)}")
        begun.append(System(home, **environment))
        return begun[-1].start(with_worker=with_worker)

    yield start
    for system in begun:
        system.kill()
