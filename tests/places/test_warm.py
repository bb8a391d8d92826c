"""The first search is as quick as the next: the names are in memory before anybody asks."""

import pytest

from pimpasa.doors import warm
from pimpasa.places import queries
from tests.standing import everyone

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(monkeypatch):
    """How often the index of names was built, and with how many."""
    built = []
    monkeypatch.setattr(queries, "names", lambda: built.append(queries.Village.objects.count()))
    monkeypatch.setattr(warm.connection, "close", lambda: None)
    monkeypatch.setattr(warm.gc, "freeze", lambda: None)
    return built


def test_the_names_are_read_when_there_are_places(names):
    everyone()
    warm._read_in()
    assert names == [queries.Village.objects.count()]


def test_an_index_of_nothing_is_not_kept(names):
    warm._read_in()
    assert not names


def test_a_database_that_is_away_is_no_reason_to_stop(names, monkeypatch, caplog):
    def away():
        raise warm.DatabaseError

    monkeypatch.setattr(queries, "are_loaded", away)
    warm._read_in()
    assert "DatabaseError" in caplog.text
