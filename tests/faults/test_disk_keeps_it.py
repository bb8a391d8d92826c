"""Rows 3 and 8: an answer goes out after its flush to disk, never after one that failed."""

import re
import shutil
import subprocess

import pytest

from tests.faults.checker import assert_kept
from tests.faults.conftest import psql
from tests.faults.load import forms, send
from tests.faults.system import IS_LONG

REQUESTS = 1000 if IS_LONG else 40
FLUSH = re.compile(r"fdatasync\(\d+<[^>]*-wal>\)\s*=\s*0")
FLUSH_ENDS = re.compile(r"<\.\.\. fdatasync resumed>.*=\s*0")
ANSWER = re.compile(r"(?:send(?:to|msg)|writev?)\(.*HTTP/1\.1 200")


@pytest.fixture(autouse=True)
def _can_trace():
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    if subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode:
        pytest.skip("processes cannot be traced here")


def test_each_receipt_follows_its_own_flush(on_sqlite, tmp_path):
    trace = tmp_path / "trace"
    calls = "trace=fdatasync,fsync,write,writev,sendto,sendmsg"
    strace = ["strace", "-f", "-y", "-s", "60", "-e", calls, "-o", str(trace)]
    system = on_sqlite.start(wrapper=strace, with_worker=False)
    history = forms(system, REQUESTS)
    start = len(trace.read_text().splitlines())

    for told in history:  # one after the other, so that no two share a flush
        assert send(system, told) == 200
    system.stop()

    flushes = answers = 0
    for line in trace.read_text().splitlines()[start:]:
        flushes += bool(FLUSH.search(line) or FLUSH_ENDS.search(line))
        if ANSWER.search(line):
            answers += 1
            assert flushes >= answers, f"answer {answers} left before its flush: {line}"
    assert answers >= REQUESTS


def test_nothing_is_acknowledged_once_a_flush_has_failed(on_sqlite):
    inject = "inject=fdatasync:error=EIO:when=30+"
    strace = ["strace", "-f", "-qq", "-e", "trace=fdatasync", "-e", inject, "-o", "/dev/null"]
    system = on_sqlite.start(wrapper=strace, with_worker=False)
    history = forms(system, 60)

    statuses = [send(system, told) for told in history]

    first_failure = next(at for at, status in enumerate(statuses) if status != 200)
    assert first_failure > 0
    assert set(statuses[first_failure:]) == {503}
    assert system.ask("GET", "/sehat")[0] == 503  # it no longer trusts its disk
    system.kill()
    system.start()
    assert_kept(system, history)


def test_a_postgresql_that_does_not_flush_is_refused(on_postgres, cluster):
    name = on_postgres.database_url.partition("@/")[2].partition("?")[0]
    psql(cluster, f"ALTER DATABASE {name} SET synchronous_commit = off")

    refused = on_postgres.manage("prepare", "--without-places", check=False)

    assert refused.returncode == 1
    assert "synchronous_commit" in refused.stderr
