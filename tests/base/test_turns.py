"""What takes long is done by one at a time, without keeping others from writing."""

import threading
from types import SimpleNamespace

import pytest

from pimpasa.base import turns


@pytest.fixture
def on_a_file(tmp_path, monkeypatch):
    database = SimpleNamespace(
        vendor="sqlite",
        in_atomic_block=False,
        settings_dict={"NAME": tmp_path / "db"},
        is_in_memory_db=lambda: False,
    )
    monkeypatch.setattr(turns, "connection", database)
    return database


def test_the_second_waits_until_the_first_is_done(on_a_file):
    order, begun = [], threading.Event()

    def second():
        begun.set()
        with turns.in_turn("counts"):
            order.append("second")

    thread = threading.Thread(target=second)
    with turns.in_turn("counts"):
        thread.start()
        assert begun.wait(20)
        thread.join(0.2)
        order.append("first")
    thread.join(20)

    assert order == ["first", "second"]


def test_who_fails_lets_the_next_go_on(on_a_file):
    with pytest.raises(ZeroDivisionError), turns.in_turn("counts"):
        raise ZeroDivisionError

    with turns.in_turn("counts"):
        pass


def test_who_holds_the_database_already_waits_for_nobody(on_a_file):
    with turns.in_turn("counts"):
        on_a_file.in_atomic_block = True
        with turns.in_turn("counts"):
            pass
