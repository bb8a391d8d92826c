"""A SQLite that can corrupt its file is refused before anything is opened."""

import sqlite3
import sys

import pysqlite3
import pytest

from pimpasa.base.sqlite import FIXED_IN, BrokenSQLite, require_fixed


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 7, 0)])
def test_one_with_the_bug_is_refused_and_told_what_to_do(version):
    with pytest.raises(BrokenSQLite, match="make install"):
        require_fixed(version)


@pytest.mark.parametrize("version", [FIXED_IN, (3, 53, 4), (4, 0, 0)])
def test_one_without_it_is_taken(version):
    require_fixed(version)


def test_what_runs_here_is_fixed_and_stands_in_the_place_of_pythons_own():
    assert pysqlite3.sqlite_version_info >= FIXED_IN
    assert sys.modules["sqlite3"] is pysqlite3
    assert sqlite3.sqlite_version_info >= FIXED_IN
