"""Who breaks the first start off half-way gets a whole demonstration with the next."""

import pytest
from django.core.management.base import CommandError
from django.db.utils import ConnectionHandler

from pimpasa.doors.clock import home, unfinished

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_home(settings, tmp_path, monkeypatch):
    """A home with a database file of its own; whether somebody is in it, `people` says."""
    settings.HOME = tmp_path
    kept = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "pimpasa.sqlite3"}
    connection = ConnectionHandler({"default": kept})["default"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE people_account (id)")
    monkeypatch.setattr(unfinished, "connection", connection)
    yield tmp_path
    connection.close()


def test_half_a_year_is_put_aside_and_said(own_home, people):
    home.mark_as_demonstration(own_home, [])
    said = []

    unfinished.put_unfinished_aside(said.append)

    assert not (own_home / "pimpasa.sqlite3").exists()
    assert b"people_account" in (own_home / "pimpasa.sqlite3.unfinished").read_bytes()
    assert "pimpasa.sqlite3.unfinished" in said[0]


@pytest.mark.parametrize("mark", [None, ["Ratna, village officer"]], ids=["real", "whole"])
def test_real_data_and_a_whole_year_stay_where_they_are(own_home, people, mark):
    if mark is not None:
        home.mark_as_demonstration(own_home, mark)

    unfinished.put_unfinished_aside(pytest.fail)

    assert (own_home / "pimpasa.sqlite3").exists()


def test_what_was_broken_off_before_anybody_came_goes_on(own_home):
    home.mark_as_demonstration(own_home, [])

    unfinished.put_unfinished_aside(pytest.fail)

    assert (own_home / "pimpasa.sqlite3").exists()


def test_on_postgresql_its_owner_is_told_what_to_do(own_home, people, monkeypatch):
    home.mark_as_demonstration(own_home, [])
    monkeypatch.setattr(unfinished.connection, "vendor", "postgresql")

    with pytest.raises(CommandError, match="drop the database"):
        unfinished.put_unfinished_aside(pytest.fail)

    assert (own_home / "pimpasa.sqlite3").exists()
