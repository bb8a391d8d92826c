"""One setting sends the listening to a Dask cluster over TLS; the signals are the same."""

import os
import signal
import threading
from dataclasses import astuple
from datetime import date

import numpy as np
import pytest

from pimpasa.signals.rules.talks import TalkPrior
from pimpasa.signals.rules.villages import Look
from pimpasa.signals.spreading import heard

TALKS = TalkPrior(reports=15, people=100)
VILLAGES = tuple(f"32.12.{n // 6 + 1:02}.20{n % 6 + 1:02}" for n in range(24))
QUIET = pytest.mark.filterwarnings("ignore::Warning", "ignore::ResourceWarning")


def looks(count=12):
    """Regencies where chance speaks, and in every third a few neighbours all at once."""
    draw = np.random.default_rng(11)
    for number in range(count):
        said = draw.poisson(0.05, (60, len(VILLAGES))).astype(np.int32)
        if number % 3 == 0:
            said[-3:, :5] += 2
        none = np.zeros_like(said)
        yield Look("topic:tppo", f"32.{number:02}", date(2026, 3, 2), VILLAGES, said, none, None)


def listened():
    found = heard(looks(), threshold=0.01, talks=TALKS)
    return [(look.regency, [astuple(one) for one in unusual]) for look, unusual in found]


@pytest.fixture(scope="module")
def here():
    found = listened()
    assert sum(bool(unusual) for _regency, unusual in found) >= 4, "nothing to compare"
    return found


@pytest.fixture
def security(tmp_path, settings, monkeypatch):
    """Certificates made for this test, as files that the settings name."""
    monkeypatch.setattr("pimpasa.signals.spreading.PATIENCE", 5)
    distributed = pytest.importorskip("distributed", reason="dask[distributed] is not installed")
    made = distributed.Security.temporary()
    parts = {"CA": made.tls_ca_file, "CERT": made.tls_client_cert, "KEY": made.tls_client_key}
    for name, text in parts.items():
        (tmp_path / name).write_text(text)
        setattr(settings, f"DASK_{name}", str(tmp_path / name))
    return made


def cluster(security, workers):
    import distributed

    return distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1",
        protocol="tls", security=security,
    )  # fmt: skip


@QUIET
@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_workers_hears_the_same_and_so_when_one_is_killed(
    here, security, settings, caplog, workers
):
    with cluster(security, workers) as local:
        settings.DASK = local.scheduler_address
        assert settings.DASK.startswith("tls://")
        assert listened() == here

        nanny = next(iter(local.workers.values()))
        killer = threading.Timer(0.2, os.kill, (nanny.pid, signal.SIGKILL))
        killer.start()
        assert listened() == here
        killer.join()

    assert not told_in(caplog), "it was heard there, not here"


@QUIET
@pytest.mark.parametrize(
    ("address", "told"), [("tls://127.0.0.1:9", "away"), ("tcp://127.0.0.1:9", "tls://")]
)
@pytest.mark.usefixtures("security")
def test_a_cluster_that_is_away_or_not_sealed_is_told_of_and_the_week_is_heard_here(
    here, settings, caplog, address, told
):
    settings.DASK = address

    assert listened() == here
    assert told in told_in(caplog)


def test_a_cluster_that_breaks_in_the_middle_leaves_no_look_out(
    here, settings, caplog, monkeypatch
):
    class Client:
        def close(self, **_more):
            return None

    def breaks(*_args, **_more):
        raise ConnectionError

    monkeypatch.setattr("pimpasa.signals.spreading._reached", lambda _away: Client())
    monkeypatch.setattr("pimpasa.signals.spreading.spread", breaks)
    settings.DASK = "tls://a.example:8786"

    assert listened() == here
    assert "broke" in told_in(caplog)


def told_in(caplog):
    """What our own log says; Dask says much."""
    return "".join(one.getMessage() for one in caplog.records if one.name == "pimpasa.signals")
