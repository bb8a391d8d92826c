"""What must follow an event: queued with it, leased, retried, and parked when it keeps failing."""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from pimpasa.base.rows import insert_all
from pimpasa.base.sentences import rows_by
from pimpasa.ledger.models import Job

FollowUps = Mapping[str, Sequence[Task[..., None]]]  # each takes (subject, *, now)

INSIDE = "default"  # effects in our database: done in one transaction with the job's end
OUTSIDE = "outside"  # e-mail, files: done at least once
# What comes first among the jobs that wait. Below 0 is what may take long, in a lane of its own.
URGENT, SOON = 50, 10
LONG_SOON, LONG = -40, -50
LEASE = timedelta(seconds=60)
MOST_TRIES = 6
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = FIRST_PAUSE * 4 ** (MOST_TRIES - 2)
_NEXT = f"""SELECT {", ".join(str(field.column) for field in Job._meta.concrete_fields)}
FROM {Job._meta.db_table} WHERE status = %s AND (run_after <= %s OR run_after > %s){{lane}}
ORDER BY priority DESC, run_after, enqueued_at LIMIT 1"""  # noqa: S608  names of our own model
_TAKE = f"""UPDATE {Job._meta.db_table} SET status = %s, started_at = %s, worker_ids = %s
WHERE id = %s"""  # noqa: S608
_END = f"DELETE FROM {Job._meta.db_table} WHERE id = %s AND worker_ids = %json"  # noqa: S608

_story: FollowUps = {}
_at_once: FollowUps = {}


class DayBackend(DatabaseBackend):
    """The database queue, with the day of enqueueing instead of the moment."""

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> Any:
        day = datetime.now(UTC).date()
        job = _job(task, args=list(args), kwargs=dict(kwargs), on=day)
        job.save(force_insert=True)
        return DBTaskResult.objects.get(id=job.id)


class LeaseLost(Exception):
    """Another worker took the job over, so this one's work is rolled back."""


class Lane(StrEnum):
    """Which jobs a worker takes: what takes long never keeps somebody in danger waiting."""

    ANY = "any"
    SWIFT = "swift"
    LONG = "long"


_OF_LANE = {
    Lane.ANY: ("", Q()),
    Lane.SWIFT: (" AND priority >= 0", Q(priority__gte=0)),
    Lane.LONG: (" AND priority < 0", Q(priority__lt=0)),
}


@dataclass(frozen=True)
class Worker:
    """Whoever runs jobs, under a name that is written on each job it takes."""

    name: str
    lane: Lane = Lane.ANY


def tell(story: FollowUps, *, at_once: FollowUps | None = None) -> None:
    """Say what follows what; the system does this once, when it starts.

    What follows `at_once` is part of the event's own transaction, and no job.
    """
    global _story, _at_once
    _story, _at_once = story, at_once or {}


def owe(happened: Iterable[tuple[str, UUID, date]]) -> None:
    """Queue all that follows these events (name, subject, day), in the transaction that is open."""
    insert_all(
        [
            _job(step, args=[str(subject)], kwargs={}, on=on)
            for event, subject, on in happened
            for step in _story.get(event, ())
        ]
    )


def do_at_once(happened: Iterable[tuple[str, UUID, date]]) -> None:
    """Do what may not wait for a worker, in the transaction that is open."""
    for event, subject, on in happened:
        for step in _at_once.get(event, ()):
            step.func(str(subject), now=datetime.combine(on, time(0), UTC))


def queue(step: Task[..., None], *, on: date) -> None:
    """Queue a task of the clock, which takes only `now`, in the transaction that is open."""
    _job(step, args=[], kwargs={}, on=on).save(force_insert=True)


def events_before(task_path: str) -> tuple[str, ...]:
    """The events that this task follows; none for a task of the clock."""
    return tuple(
        event for event, steps in _story.items() if task_path in {s.module_path for s in steps}
    )


def take(worker: Worker, *, now: datetime) -> Job | None:
    """Lease the next job that is due, or return None."""
    with transaction.atomic(savepoint=False):
        job = next(iter(_next_in_turn(now, worker.lane)), None)
        if job is None:
            return None
        if job.queue_name != OUTSIDE:
            _flush_later()
        job.status, job.started_at = TaskResultStatus.RUNNING, now
        job.worker_ids = [*job.worker_ids, worker.name]
        _ask(_TAKE, job, "status", "started_at", "worker_ids", "id")
        return job


def _next_in_turn(now: datetime, lane: Lane) -> Iterable[Job]:
    """The first of `in_turn` that nobody else is taking. Asked twice a job and more: Django would
    put the same sentence together each time, which took longer than the answer.
    """
    connection = transaction.get_connection()
    statement = _NEXT.format(lane=_OF_LANE[lane][0])
    if connection.features.has_select_for_update_skip_locked:
        statement += " FOR UPDATE SKIP LOCKED"
    moments = (now, now + LONGEST_PAUSE)
    adapted = [connection.ops.adapt_datetimefield_value(moment) for moment in moments]
    return rows_by(Job, statement, [TaskResultStatus.READY.value, *adapted])


def in_turn(*, now: datetime, lane: Lane = Lane.ANY) -> QuerySet[Job]:
    """The jobs that are due, in the order of their index: however many wait, the next is at hand.

    Nobody is put off for longer than LONGEST_PAUSE: beyond it lies "at once", or a clock that was
    wrong.
    """
    due = Q(run_after__lte=now) | Q(run_after__gt=now + LONGEST_PAUSE)
    ready = Job.objects.filter(due, _OF_LANE[lane][1], status=TaskResultStatus.READY)
    return ready.order_by("-priority", "run_after", "enqueued_at")


def subjects_in_turn(task: Task[..., None], *, most: int) -> list[str]:
    """Of what else waits to be followed up by this task, the first subjects, as text."""
    waiting = Job.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    asked = waiting.values_list("args_kwargs", flat=True)[:most]
    return [str(args["args"][0]) for args in asked]


def renew(job: Job, *, now: datetime) -> bool:
    """Hold the lease longer; False when it is no longer ours."""
    return _mine(job).filter(status=TaskResultStatus.RUNNING).update(started_at=now) == 1


def run(job: Job, *, now: datetime) -> bool:
    """Do the job. True when it is done and gone, False when it will be tried again or is parked.

    Inside jobs and their end are one transaction, so their effect happens once, whatever dies.
    """
    try:
        if job.queue_name == OUTSIDE:
            _call(job, now=now)
            _finish(job)
        else:
            with transaction.atomic():
                _flush_later()
                _call(job, now=now)
                _finish(job)
    except LeaseLost:
        return False
    except Exception as failure:
        _put_off(job, failure, now=now)
        return False
    return True


def reap(*, now: datetime) -> int:
    """Give back the jobs whose worker died: their lease ran out. Returns how many.

    A lease from the future was taken under a clock that was wrong, and counts as run out.
    """
    out = Q(started_at__lt=now - LEASE) | Q(started_at__gt=now + LEASE)
    dead = Job.objects.filter(out, status=TaskResultStatus.RUNNING)
    return dead.update(status=TaskResultStatus.READY, started_at=None)


def retry(job_id: UUID) -> bool:
    """Let a parked job be tried again; an administrator's act. False when it is not parked."""
    parked = Job.objects.filter(id=job_id, status=TaskResultStatus.FAILED)
    return (
        parked.update(
            status=TaskResultStatus.READY,
            worker_ids=[],
            started_at=None,
            finished_at=None,
            run_after=get_date_max(),
        )
        == 1
    )


def _job(task: Task[Any, Any], *, args: list[Any], kwargs: dict[str, Any], on: date) -> Job:
    return Job(
        enqueued_at=datetime.combine(on, time(), tzinfo=UTC),
        args_kwargs={"args": args, "kwargs": kwargs},
        priority=task.priority,
        task_path=task.module_path,
        queue_name=task.queue_name,
        run_after=task.run_after or get_date_max(),
    )


def _flush_later() -> None:
    """Let PostgreSQL end this transaction before it is on disk. If the machine dies the job is
    still owed, and is done anew; before anything leaves the house its lease is flushed, and with
    it all that was written before.
    """
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(id=job.id, worker_ids=job.worker_ids)


def _call(job: Job, *, now: datetime) -> None:
    module, _, name = job.task_path.rpartition(".")
    task: Task[Any, Any] = getattr(importlib.import_module(module), name)
    task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"], now=now)


def _finish(job: Job) -> None:
    """A job that is done leaves nothing behind: its row would tell the hour."""
    if _ask(_END, job, "id", "worker_ids") != 1:
        raise LeaseLost


def _ask(statement: str, job: Job, *fields: str) -> int:
    """Run a sentence about a job with values of its fields; how many rows it met."""
    connection = transaction.get_connection()
    known = {field.attname: field for field in Job._meta.concrete_fields}
    values = [known[name].get_db_prep_save(getattr(job, name), connection) for name in fields]
    as_json = "::jsonb" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("%json", f"%s{as_json}"), values)
        return int(cursor.rowcount)


def _put_off(job: Job, failure: BaseException, *, now: datetime) -> None:
    tries = len(job.worker_ids)
    day = datetime.combine(now.date(), time(), tzinfo=UTC)
    what = {
        "exception_class_path": f"{type(failure).__module__}.{type(failure).__qualname__}",
        # Where it failed, not the message: a message may repeat a person's words.
        "traceback": "".join(traceback.format_tb(failure.__traceback__)),
        "started_at": None,
    }
    if tries < MOST_TRIES:
        pause = FIRST_PAUSE * 4 ** (tries - 1)
        _mine(job).update(status=TaskResultStatus.READY, run_after=now + pause, **what)
    else:
        _mine(job).update(status=TaskResultStatus.FAILED, finished_at=day, **what)
