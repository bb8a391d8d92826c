"""What must follow does follow: once, or tried again, or parked, and never in the way of others."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django_tasks import task
from django_tasks_db.models import get_date_max

from pimpasa.ledger import followups, queries
from pimpasa.ledger.actions import record
from pimpasa.ledger.followups import LEASE, MOST_TRIES, OUTSIDE, Worker
from pimpasa.ledger.models import Event, Job
from tests.told import another_story

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
ADA, BUDI = Worker("ada"), Worker("budi")
seen: list[str] = []
pytestmark = pytest.mark.django_db


@task()
def remember(subject: str, *, now: datetime) -> None:
    seen.append(subject)


@task()
def note_in_the_ledger(subject: str, *, now: datetime) -> None:
    record("test.noted", subject=UUID(subject), on=TODAY)


@task()
def stumble(subject: str, *, now: datetime) -> None:
    raise ValueError(f"secret words of {subject}")


@task(queue_name=OUTSIDE)
def send_mail(subject: str, *, now: datetime) -> None:
    seen.append(f"mail {subject}")


@pytest.fixture(autouse=True)
def story():
    seen.clear()
    with another_story(
        {"happened": [remember], "failed": [stumble, remember], "mailed": [send_mail]},
        at_once={"forgotten": [remember]},
    ):
        yield


def work(worker=ADA, *, now=NOW):
    """Run all that is due; return how many jobs were taken."""
    taken = 0
    while job := followups.take(worker, now=now):
        followups.run(job, now=now)
        taken += 1
    return taken


def test_what_may_not_wait_is_done_in_the_same_transaction():
    subject = uuid4()

    def undone():
        with transaction.atomic():
            record("forgotten", subject=subject, on=TODAY)
            assert seen == [str(subject)]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert not Job.objects.exists()


@pytest.mark.parametrize(("event", "mark"), [("happened", "{}"), ("mailed", "mail {}")])
def test_an_event_is_followed_once_and_leaves_no_trace_of_its_hour(event, mark):
    report = uuid4()
    record(event, subject=report, on=TODAY)
    assert [job.enqueued_at.hour for job in Job.objects.all()] == [0]

    work()
    work()

    assert seen == [mark.format(report)]
    assert not Job.objects.exists()


def test_one_that_keeps_failing_is_parked_and_stops_nobody():
    report = uuid4()
    record("failed", subject=report, on=TODAY)

    now = NOW
    for _ in range(MOST_TRIES + 2):
        work(now=now)
        now += timedelta(hours=12)

    assert len(seen) == 1
    parked = queries.parked_jobs().get()
    assert parked.exception_class_path == "builtins.ValueError"
    assert "in stumble" in parked.traceback
    assert str(report) not in parked.traceback  # it stood in the message


def test_a_parked_job_runs_again_when_an_administrator_says_so():
    record("failed", subject=uuid4(), on=TODAY)
    for day in range(MOST_TRIES):
        work(now=NOW + timedelta(days=day))
    parked = queries.parked_jobs().get()

    assert followups.retry(parked.id)

    assert not queries.parked_jobs().exists()
    assert not followups.retry(parked.id)


def test_a_dead_workers_job_is_given_back_when_the_lease_runs_out():
    record("happened", subject=uuid4(), on=TODAY)
    followups.take(ADA, now=NOW)  # and ada dies

    assert followups.take(BUDI, now=NOW) is None
    assert followups.reap(now=NOW + LEASE / 2) == 0
    assert followups.reap(now=NOW + LEASE * 2) == 1

    assert work(BUDI, now=NOW + LEASE * 2) == 1
    assert len(seen) == 1


def test_a_worker_that_wakes_up_late_undoes_its_own_work():
    followups.tell({"happened": [note_in_the_ledger]})
    record("happened", subject=uuid4(), on=TODAY)
    slow = followups.take(ADA, now=NOW)
    followups.reap(now=NOW + LEASE * 2)
    quick = followups.take(BUDI, now=NOW + LEASE * 2)

    assert followups.run(quick, now=NOW + LEASE * 2)
    assert not followups.run(slow, now=NOW + LEASE * 2)

    assert Event.objects.filter(name="test.noted").count() == 1


def test_a_lease_is_held_only_by_its_owner():
    record("happened", subject=uuid4(), on=TODAY)
    job = followups.take(ADA, now=NOW)
    assert followups.renew(job, now=NOW + LEASE / 2)

    followups.reap(now=NOW + LEASE * 3)

    assert not followups.renew(job, now=NOW + LEASE * 3)


def test_the_tasks_api_itself_keeps_only_the_day():
    remember.enqueue("42")

    assert Job.objects.get().enqueued_at.hour == 0


@pytest.mark.skipif(connection.vendor == "postgresql", reason="it sorts a small table all the same")
def test_the_next_job_is_found_without_sorting_all_that_wait():
    plan = followups.in_turn(now=NOW).explain()

    assert "tasks_db_new_ordering_idx" in plan
    assert "TEMP B-TREE" not in plan


def test_jobs_are_taken_in_the_order_in_which_they_are_listed():
    moments = [NOW - LEASE, NOW, NOW + LEASE, NOW + followups.LONGEST_PAUSE * 2, get_date_max()]
    for n, (priority, after) in enumerate(product((0, 5, -5), moments)):
        remember.using(priority=priority).enqueue(str(n))
        Job.objects.filter(args_kwargs__args=[str(n)]).update(run_after=after)
    Job.objects.filter(args_kwargs__args=["3"]).update(status="FAILED")

    listed = list(followups.in_turn(now=NOW).values_list("id", flat=True))
    taken = [job.id for job in iter(lambda: followups.take(ADA, now=NOW), None)]

    assert taken == listed
    assert len(taken) == 3 * 4 - 1


@task()
def see_whether_it_waits_for_the_disk(subject: str, *, now: datetime) -> None:
    seen.append(waits_for_the_disk())


def waits_for_the_disk(*, anew=False):
    with connection.cursor() as cursor:
        if anew:
            cursor.execute("SET LOCAL synchronous_commit TO on")
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0]


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_only_what_leaves_the_house_waits_for_the_disk():
    with another_story(
        {"happened": [see_whether_it_waits_for_the_disk], "mailed": [send_mail]}, at_once={}
    ):
        record("happened", subject=uuid4(), on=TODAY)
        waits_for_the_disk(anew=True)
        inside = followups.take(ADA, now=NOW)
        assert waits_for_the_disk() == "off"
        waits_for_the_disk(anew=True)
        followups.run(inside, now=NOW)
        assert seen == ["off"]
        record("mailed", subject=uuid4(), on=TODAY)
        waits_for_the_disk(anew=True)
        assert followups.take(ADA, now=NOW).queue_name == OUTSIDE
        assert waits_for_the_disk() == "on"
