"""What the clock does when its time has come. Each is safe to run twice."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from pimpasa.answers.clocks import escalate_overdue
from pimpasa.answers.retention import forget_expired
from pimpasa.base.purging import overwrite_what_was_removed
from pimpasa.doors.clock import backup
from pimpasa.exchange.hooks import send_due
from pimpasa.exchange.once import forget_answers
from pimpasa.ledger.duties import goes_steadily
from pimpasa.ledger.followups import LONG, LONG_SOON, OUTSIDE, SOON
from pimpasa.ledger.overseeing import verify_ledger
from pimpasa.ledger.queries import signed_head
from pimpasa.outreach.retention import forget_old_visits
from pimpasa.referrals.expiry import escalate_unanswered, forget_expired_fields
from pimpasa.rights.actions import forget_old_requests
from pimpasa.rights.clocks import remind_of_requests
from pimpasa.training.actions.letters import remind_of_events
from pimpasa.training.actions.reminders import remind_of_ends
from pimpasa.verification.clocks import escalate_undecided
from pimpasa.warnings.digest_clock import escalate_late_digests
from pimpasa.warnings.digests import gather_digest

log = logging.getLogger("pimpasa.clock")


@task(priority=SOON)
def escalate_deadlines(*, now: datetime) -> None:
    """Bring what is overdue before the supervisors."""
    escalate_overdue(now=now)
    escalate_undecided(now=now)
    escalate_unanswered(now=now)
    remind_of_requests(now=now)
    escalate_late_digests(now=now)


@task(queue_name=OUTSIDE, priority=LONG)
def forget_what_is_old(*, now: datetime) -> None:
    """Remove words whose time has come; not for a week after a jump of the clock."""
    if goes_steadily(now=now):
        forget_expired(today=timezone.localdate(now))
        forget_expired_fields(today=timezone.localdate(now))
        forget_answers(now=now)
        forget_old_requests(today=timezone.localdate(now))
        forget_old_visits(today=timezone.localdate(now))
    else:
        log.warning("the clock jumped: no words are removed until it has gone steadily for a week")


@task(queue_name=OUTSIDE, priority=LONG_SOON)
def call_again(*, now: datetime) -> None:
    """Call the systems of agencies that were away."""
    send_due(now=now)


@task(queue_name=OUTSIDE, priority=LONG)
def overwrite_removed(*, now: datetime) -> None:
    """Take what was removed, by time or by the person, from the files it stood in."""
    overwrite_what_was_removed()


@task(queue_name=OUTSIDE, priority=LONG)
def keep_head(*, now: datetime) -> None:
    """Write today's signed head of the ledger, to be copied elsewhere."""
    today = timezone.localdate(now)
    folder = Path(settings.HOME) / "heads"
    folder.mkdir(exist_ok=True, mode=0o700)
    beside = folder / f".{today}.new"
    beside.write_text(json.dumps(signed_head(on=today), indent=1), encoding="ascii")
    beside.replace(folder / f"{today}.json")


@task(queue_name=OUTSIDE, priority=LONG)
def walk_ledger(*, now: datetime) -> None:
    """Walk both chains; what is broken then stands in the ledger and before who reads it."""
    verify_ledger(on=timezone.localdate(now))


@task(queue_name=OUTSIDE, priority=LONG)
def make_backup(*, now: datetime) -> None:
    """Make an encrypted backup, check it, and let old ones go."""
    backup.make(backup.folder(), now=now)
    backup.thin_out(backup.folder())


@task(priority=LONG)
def gather_news(*, now: datetime) -> None:
    """Put what proved true and is new into the digest for all offices."""
    gather_digest(now=now)


@task(queue_name=OUTSIDE, priority=LONG)
def listen_to_the_week(*, now: datetime) -> None:
    """Listen to the week that is over: on Monday, or on the first day the system runs after it."""
    # Only here: the drum takes seconds and 80 MB to load, which no page and no start should pay.
    from pimpasa.signals.listening import listen_weekly  # noqa: PLC0415

    listen_weekly(today=timezone.localdate(now))


@task(queue_name=OUTSIDE, priority=LONG)
def remind_of_certificates(*, now: datetime) -> None:
    """Tell officers whose certificates end in 90, 30 or 7 days."""
    remind_of_ends(today=timezone.localdate(now))


@task(queue_name=OUTSIDE, priority=LONG)
def remind_of_trainings(*, now: datetime) -> None:
    """Tell who has a seat in a training that is near."""
    remind_of_events(today=timezone.localdate(now))


@task(queue_name=OUTSIDE, priority=LONG)
def publish_figures(*, now: datetime) -> None:
    """Publish the months that are over for a week, each once."""
    # Only here: what decides which cells are hidden takes a second to load.
    from pimpasa.counts.publishing import publish_months  # noqa: PLC0415

    publish_months(today=timezone.localdate(now))
