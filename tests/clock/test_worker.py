"""The worker runs what is due, holds its lease, and waits for a database that is away."""

import threading
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError
from django_tasks import task

from pimpasa.base.sqlite import trust
from pimpasa.doors.clock import worker
from pimpasa.ledger import followups
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import LEASE, Worker
from pimpasa.ledger.models import Event, Job
from tests.told import another_story

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
ADA = Worker("ada")


@task()
def note(subject: str, *, now: datetime) -> None:
    record("test.noted", subject=UUID(subject), on=now.date())


@pytest.fixture(autouse=True)
def story():
    with another_story({"happened": [note]}):
        yield


class Moments:
    """A clock that stops the worker after so many looks."""

    def __init__(self, count, stop):
        self.left, self.stop = count, stop

    def __call__(self):
        self.left -= 1
        if self.left <= 0:
            self.stop.set()
        return NOW


@pytest.mark.django_db(transaction=True)
def test_it_runs_all_that_is_due_and_stops_when_told():
    for _ in range(3):
        record_committed()
    stop = threading.Event()

    worker.work(ADA, stop, clock=Moments(12, stop), idle=0)

    assert Event.objects.filter(name="test.noted").count() == 3
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_gives_back_what_a_dead_worker_held():
    record_committed()
    followups.take(Worker("dead"), now=NOW - LEASE - timedelta(seconds=1))
    stop = threading.Event()

    worker.work(ADA, stop, clock=Moments(6, stop), idle=0)

    assert Event.objects.filter(name="test.noted").count() == 1


@pytest.mark.django_db
def test_a_database_that_is_away_is_waited_for(monkeypatch):
    tries = []
    stop = threading.Event()

    def away(*_args, **_more):
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise OperationalError("gone")

    monkeypatch.setattr(followups, "reap", away)
    monkeypatch.setattr(worker, "AWAY", 0.01)
    monkeypatch.setattr(worker.connection, "close", lambda: None)

    worker.work(ADA, stop, clock=lambda: NOW)

    assert len(tries) == 3


@pytest.mark.django_db
def test_it_ends_when_its_disk_did_not_keep_a_commit(monkeypatch):
    """The launcher starts another; one that went on would build on what may not be there."""

    def fails(*_args, **_more):
        trust.lose()
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(trust, "_lost", set())
    monkeypatch.setattr(followups, "reap", fails)

    with pytest.raises(OperationalError):
        worker.work(ADA, threading.Event(), clock=lambda: NOW)


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_a_long_job_runs(monkeypatch):
    seen = threading.Event()
    monkeypatch.setattr(worker, "RENEW_EVERY", 0.01)
    monkeypatch.setattr(followups, "renew", lambda job, *, now: seen.set())
    monkeypatch.setattr(followups, "run", lambda job, *, now: seen.wait(5))
    record_committed()

    assert worker.run_next(ADA, clock=lambda: NOW)

    assert seen.is_set()


def record_committed():
    from django.db import transaction

    with transaction.atomic():
        record("happened", subject=uuid4(), on=TODAY)
