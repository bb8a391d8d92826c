"""Rows 3 and 8: an answer goes out after its words are on disk, and never when the disk failed."""

import subprocess
import time

from django.test import override_settings

from tests.faults.checker import assert_kept
from tests.faults.conftest import psql
from tests.faults.load import Crowd, finish, forms, send
from tests.faults.system import IS_LONG
from tests.faults.trace import SEEN, answers_before_their_flush, strace

TELLINGS = 1000 if IS_LONG else 40
FAILS_AT = 12  # the flush, counted by each thread, that the disk refuses


def test_every_answer_goes_out_after_its_words_were_flushed(on_sqlite, tmp_path):
    trace = tmp_path / "trace"
    system = on_sqlite.start(wrapper=strace("-e", SEEN, "-o", trace), with_worker=False)
    asked = len(trace.read_text().split("HTTP/1.1 200")) - 1  # how it is, while it started
    history = forms(system, TELLINGS)

    assert {send(system, told) for told in history} == {200}

    system.kill()
    told, early = answers_before_their_flush(trace)
    assert told == TELLINGS + asked
    assert early == asked


def test_what_the_disk_refused_to_flush_is_never_acknowledged(on_sqlite):
    refuse = strace(
        "-e", "trace=fsync,fdatasync", "-P", on_sqlite.home / "pimpasa.sqlite3-wal",
        "-e", f"inject=fsync,fdatasync:error=EIO:when={FAILS_AT}", "-o", "/dev/null",
    )  # fmt: skip
    # Linux reports a failed flush on every open file; strace only to the thread that it counts.
    with override_settings(SERVER_PROCESSES=1):
        system = on_sqlite.start(wrapper=refuse, with_worker=False)
    history = forms(system, FAILS_AT + 10)

    statuses = [send(system, told) for told in history]

    refused = statuses.index(503)
    assert statuses[:refused] == [200] * refused
    assert set(statuses[refused:]) == {503}, "acknowledged by a disk that had failed"
    assert system.ask("GET", "/sehat")[0] == 503
    assert system.ask("GET", "/telepon/")[0] == 200  # reading goes on
    system.kill()
    system.start()
    finish(system, history)
    assert_kept(system, history)


def test_postgresql_stops_when_its_disk_fails_and_nothing_acknowledged_is_lost(
    on_postgres, cluster
):
    refuse = strace(
        "-e", "trace=fdatasync", "-e", f"inject=fdatasync:error=EIO:when={FAILS_AT}",
        "-o", "/dev/null", "-p", cluster.process.pid,
    )  # fmt: skip
    with subprocess.Popen([w for w in refuse if w != "--seccomp-bpf"]) as failing_disk:
        system = on_postgres.start()
        with Crowd(system, villagers=4) as crowd:
            last = time.monotonic() + 20
            while 503 not in crowd.statuses() and time.monotonic() < last:
                time.sleep(0.05)
        failing_disk.terminate()

    system.wait_until_well(within=20)
    finish(system, crowd.history)

    assert crowd.statuses() <= {200, 503, 0}
    assert 503 in crowd.statuses()
    assert_kept(system, crowd.history)


def test_a_postgresql_that_does_not_flush_is_refused(on_postgres, cluster):
    name = on_postgres.database_url.partition("@/")[2].partition("?")[0]
    psql(cluster, f"ALTER DATABASE {name} SET synchronous_commit = off")

    refused = on_postgres.manage("prepare", "--without-places", check=False)

    assert refused.returncode == 1
    assert "synchronous_commit" in refused.stderr
