"""What takes long has a lane of its own: it never keeps the word to an officer on duty waiting."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import transaction
from django_tasks import task

from pimpasa.doors.clock.management.commands.serve import parts
from pimpasa.doors.clock.schedule import schedule
from pimpasa.ledger import followups
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import Lane, Worker
from pimpasa.story import FOLLOWS
from pimpasa.triage.actions import page_duty_officers
from tests.told import another_story

TODAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SWIFT, LONG = Worker("swift", Lane.SWIFT), Worker("long", Lane.LONG)
done: list[str] = []


@task(priority=followups.LONG)
def copy_everything(subject: str, *, now: datetime) -> None:
    done.append("copied")


@task()
def count_anew(subject: str, *, now: datetime) -> None:
    done.append("counted")


@task(priority=followups.URGENT)
def page(subject: str, *, now: datetime) -> None:
    done.append("paged")


@pytest.fixture(autouse=True)
def story():
    done.clear()
    steps = {"backup.due": [copy_everything], "report.came": [count_anew], "danger.seen": [page]}
    with another_story(steps):
        yield


def happen(name):
    with transaction.atomic():
        record(name, subject=uuid4(), on=TODAY)


def run_next(worker):
    job = followups.take(worker, now=NOW)
    return job is not None and followups.run(job, now=NOW)


@pytest.mark.django_db
def test_a_page_is_sent_while_a_long_job_is_in_hand():
    for name in ("backup.due", "backup.due", "report.came", "report.came", "danger.seen"):
        happen(name)
    in_hand = followups.take(LONG, now=NOW)

    assert run_next(SWIFT)

    assert done == ["paged"], "what waited longer went first"
    assert run_next(SWIFT)
    assert run_next(SWIFT)
    assert not run_next(SWIFT), "the swift lane took a long job"
    assert followups.run(in_hand, now=NOW)
    assert run_next(LONG)
    assert done == ["paged", "counted", "counted", "copied", "copied"]


@pytest.mark.django_db
def test_the_long_lane_leaves_the_rest_alone_and_a_worker_by_itself_takes_both():
    for name in ("report.came", "danger.seen", "backup.due"):
        happen(name)

    assert run_next(LONG)
    assert not run_next(LONG)
    happen("backup.due")
    while run_next(Worker("alone")):
        pass

    assert done == ["copied", "paged", "counted", "copied"]


@pytest.mark.django_db
@pytest.mark.parametrize("lane", Lane)
def test_a_lane_is_listed_as_it_is_taken(lane):
    for name in ("report.came", "backup.due", "danger.seen", "report.came", "backup.due"):
        happen(name)
    listed = set(followups.in_turn(now=NOW, lane=lane).values_list("id", flat=True))
    taken = iter(lambda: followups.take(Worker("one", lane), now=NOW), None)
    assert {job.id for job in taken} == listed


def test_from_the_words_to_the_page_nothing_stands_in_the_long_lane():
    to_the_page = ("intake.report_received", "triage.emergency_raised")
    steps = {step.func.__name__: step for name in to_the_page for step in FOLLOWS[name]}
    assert min(step.priority for step in steps.values()) >= 0
    assert page_duty_officers.priority > steps["suggest_reading"].priority > 0


def test_of_what_the_clock_does_only_the_deadlines_are_swift():
    assert [duty.name for duty in schedule() if duty.task.priority >= 0] == ["deadlines"]


def test_both_lanes_run():
    lanes = [part.command[-1] for part in parts("127.0.0.1", 8000) if "work" in part.command]
    assert sorted(lanes) == ["long", "swift"]
