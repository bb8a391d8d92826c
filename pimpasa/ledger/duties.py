"""What the clock does again and again: claimed by one process, queued in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks.base import Task, TaskResultStatus

from pimpasa.ledger import followups
from pimpasa.ledger.models import Duty, Job

LONGEST_GAP = timedelta(days=3)  # between two looks of a clock that goes steadily
STEADY_AFTER = timedelta(days=7)  # without a jump
_SEEN, _SINCE = "clock.seen", "clock.steady since"


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


def look_at_the_clock(*, now: datetime) -> None:
    """Note what the clock of a new system shows first: a jump is one from there on."""
    Duty.objects.get_or_create(name=_SEEN, defaults={"last_done_at": now})


def goes_steadily(*, now: datetime) -> bool:
    """True when the clock of this machine has not jumped for a week. Call it once a day.

    What cannot be undone is not done by a clock that may be wrong: one that is ten years ahead
    would otherwise remove all words at once.
    """
    with transaction.atomic():
        seen, _ = Duty.objects.get_or_create(name=_SEEN, defaults={"last_done_at": now})
        start = {"last_done_at": now - 2 * STEADY_AFTER}  # a new system has nothing to lose
        since, _ = Duty.objects.get_or_create(name=_SINCE, defaults=start)
        if not timedelta(hours=-1) < now - seen.last_done_at < LONGEST_GAP:
            since.last_done_at = now
            since.save(update_fields=["last_done_at"])
        Duty.objects.filter(name=_SEEN).update(last_done_at=now)
        return now - since.last_done_at >= STEADY_AFTER


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
