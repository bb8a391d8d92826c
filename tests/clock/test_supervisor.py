"""What dies starts again; what is told to stop takes all its own with it, and nothing else."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from pimpasa.doors.clock.supervisor import Part, Supervisor
note = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'a')); time.sleep(60)"
part = Part("sleeper", [sys.executable, "-c", note, {log!r}])
Supervisor([part], {{"PATH": "/usr/bin:/bin"}}).run(each_round=lambda: None)
"""


def started(tmp_path):
    log = tmp_path / "pids"
    log.touch()
    script = textwrap.dedent(SCRIPT).format(root=str(ROOT), log=str(log))
    return subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL), log


def pids(log, count):
    last = time.monotonic() + 15
    while time.monotonic() < last:
        lines = log.read_text().split()
        if len(lines) >= count:
            return [int(line) for line in lines]
        time.sleep(0.02)
    raise AssertionError(f"only {lines}")


def is_alive(pid):
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def is_gone(pid):
    last = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < last:
        time.sleep(0.02)
    return not is_alive(pid)


def test_what_dies_starts_again_and_term_ends_all(tmp_path):
    supervisor, log = started(tmp_path)
    (first,) = pids(log, 1)
    os.kill(first, signal.SIGKILL)
    second = pids(log, 2)[1]

    supervisor.terminate()

    assert supervisor.wait(20) == 0
    assert is_gone(second)


def test_a_supervisor_that_is_killed_leaves_nothing_behind(tmp_path):
    supervisor, log = started(tmp_path)
    (child,) = pids(log, 1)

    supervisor.kill()
    supervisor.wait()

    assert is_gone(child)
