"""Row 7: a full disk is refused politely, loses nothing, and needs no restart."""

import contextlib
import os
import subprocess
import time

import pytest

from tests.faults.checker import assert_kept
from tests.faults.load import forms, send
from tests.faults.system import System, copy_home

ROOM_MB = 60


@pytest.fixture
def small_disk(template, tmp_path):
    """A home on a disk of its own with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m", "pimpasa-test", folder]
    done = subprocess.run(mount, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    system = System(copy_home(template, folder / "home"))
    yield system
    system.kill()
    let_go(folder)


def test_a_full_disk_refuses_and_goes_on_when_there_is_room_again(small_disk):
    system = small_disk.start()
    history = forms(system, 200)
    told_so_far = iter(history)
    assert send(system, next(told_so_far)) == 200

    fill(system.home, leave=200_000)
    statuses = [send(system, next(told_so_far)) for _ in range(150)]

    assert statuses.count(507) > 50
    assert set(statuses) <= {200, 507, 503}
    assert system.ask("GET", "/sehat")[0] == 507
    assert system.ask("GET", "/telepon/")[0] == 200  # reading goes on

    (system.home / "filler").unlink()

    assert system.ask("GET", "/sehat")[0] == 200
    for told in [t for t in history if t.statuses and not t.is_acknowledged]:
        assert send(system, told) == 200
    assert_kept(system, history)


def test_a_file_that_may_not_grow_is_refused_too(on_sqlite):
    """The same without a disk of its own: the server may write no file beyond this size."""
    size = (on_sqlite.home / "pimpasa.sqlite3").stat().st_size
    limit = ["prlimit", f"--fsize={size + 400_000}", "--"]
    system = on_sqlite.start(wrapper=limit, with_worker=False)
    history = forms(system, 600)

    statuses = [send(system, told) for told in history]

    assert statuses[0] == 200
    assert set(statuses) <= {200, 503, 507}
    assert {503, 507} & set(statuses)
    system.kill()
    system.start()
    assert_kept(system, history)


def let_go(folder, *, within=20):
    """Give the disk back: the threads of what was killed may still be ending."""
    last = time.monotonic() + within
    while subprocess.run(["umount", folder], capture_output=True).returncode:
        assert time.monotonic() < last, f"{folder} is still in use"
        time.sleep(0.1)


def fill(home, *, leave):
    free = os.statvfs(home)
    with (home / "filler").open("wb") as file, contextlib.suppress(OSError):
        file.write(b"\0" * (free.f_bavail * free.f_frsize - leave))
        file.flush()
