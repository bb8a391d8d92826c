"""One launcher for one home, one server for one port, and no demonstration beside real data."""

import socket

import pytest
from django.core.management.base import CommandError

from pimpasa.doors.clock import home, preparation


def test_a_home_is_held_by_one_at_a_time(tmp_path):
    with (
        home.held(tmp_path),
        pytest.raises(CommandError, match="What to do"),
        home.held(tmp_path),
    ):
        pass

    with home.held(tmp_path):  # free again
        pass


def test_a_port_that_is_taken_is_refused_even_when_it_would_be_shared():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=rf"make run PORT={port + 123}"):
            home.require_free("127.0.0.1", port)

    home.require_free("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("desa.id", False),
    ],
)
def test_only_loopback_is_loopback(host, is_ours):
    assert home.is_loopback(host) == is_ours


@pytest.fixture
def own_home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_a_demonstration_is_never_offered_beside_real_data(settings, own_home, people):
    settings.DEMO = True

    with pytest.raises(CommandError, match="not a demonstration"):
        preparation.is_demonstration(on_loopback=True)


@pytest.mark.django_db
def test_a_demonstration_is_never_offered_to_others(own_home):
    home.mark_as_demonstration(own_home, ["Ratna, village officer"])

    assert preparation.is_demonstration(on_loopback=True)
    with pytest.raises(CommandError, match="only this machine"):
        preparation.is_demonstration(on_loopback=False)
    assert home.demonstration(own_home) == ["Ratna, village officer"]
