"""What the clock does again and again: claimed by one process, queued in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks.base import Task, TaskResultStatus

from pimpasa.ledger import followups
from pimpasa.ledger.models import Duty, Job


@dataclass(frozen=True)
class Recurring:
    """A task that is owed again each time its period has passed. It takes only `now`."""

    name: str
    task: Task[..., None]
    every: timedelta


def queue_if_due(duty: Recurring, *, now: datetime) -> bool:
    """Queue the task when its period has passed; True when this call did.

    Two timers never queue it twice, and one that still waits is not queued again.
    """
    with transaction.atomic():
        if not _claim(duty, now=now) or _still_waits(duty):
            return False
        followups.queue(duty.task, on=now.date())
        return True


def _claim(duty: Recurring, *, now: datetime) -> bool:
    known, is_new = Duty.objects.select_for_update().get_or_create(
        name=duty.name, defaults={"last_done_at": now}
    )
    # A moment in the future means that a clock was wrong: trust the one we have now.
    is_due = is_new or known.last_done_at > now or now - known.last_done_at >= duty.every
    if is_due and not is_new:
        Duty.objects.filter(name=duty.name).update(last_done_at=now)
    return is_due


def _still_waits(duty: Recurring) -> bool:
    open_ones = Job.objects.filter(task_path=duty.task.module_path)
    return open_ones.exclude(status=TaskResultStatus.FAILED).exists()
