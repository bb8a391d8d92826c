"""What recurs is queued once in its time, by however many timers, under whatever clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from pimpasa.doors.clock import schedule
from pimpasa.ledger.duties import goes_steadily
from pimpasa.ledger.models import Duty, Job

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db
EVERYTHING = {  # duty -> the task it queues
    "deadlines": "escalate_deadlines",
    "hooks": "call_again",
    "listening": "listen_to_the_week",
    "figures": "publish_figures",
    "digest": "gather_news",
    "retention": "forget_what_is_old",
    "ledger": "walk_ledger",
    "overwriting": "overwrite_removed",
    "head": "keep_head",
    "certificates": "remind_of_certificates",
    "trainings": "remind_of_trainings",
    "backup": "make_backup",
}


def queued():
    return sorted(job.task_path.rpartition(".")[2] for job in Job.objects.all())


def test_the_first_tick_queues_everything_and_the_second_nothing():
    assert schedule.tick(now=NOW) == list(EVERYTHING)
    assert schedule.tick(now=NOW + timedelta(seconds=1)) == []

    assert queued() == sorted(EVERYTHING.values())


def test_each_comes_again_when_its_period_has_passed():
    schedule.tick(now=NOW)
    Job.objects.all().delete()

    assert schedule.tick(now=NOW + timedelta(seconds=50)) == []
    assert schedule.tick(now=NOW + timedelta(minutes=4)) == ["hooks"]
    Job.objects.all().delete()
    assert schedule.tick(now=NOW + timedelta(minutes=6)) == ["deadlines", "hooks"]
    Job.objects.all().delete()
    assert schedule.tick(now=NOW + timedelta(days=1)) == list(EVERYTHING)


def test_what_still_waits_is_not_queued_again():
    schedule.tick(now=NOW)

    for hours in range(1, 4):
        schedule.tick(now=NOW + timedelta(hours=hours))

    assert len(queued()) == len(EVERYTHING)


def test_a_clock_that_was_years_ahead_stops_nothing():
    schedule.tick(now=NOW + timedelta(days=3650))
    Job.objects.all().delete()

    assert "deadlines" in schedule.tick(now=NOW)
    ahead = Duty.objects.filter(name__in=EVERYTHING, last_done_at__gt=NOW)
    assert not ahead.exists()


def test_a_jump_before_anything_was_ever_removed_is_a_jump():
    schedule.tick(now=NOW)

    assert not goes_steadily(now=NOW + timedelta(days=3650))


@override_settings(BACKUP_HOURS=0)
def test_backups_can_be_left_to_others():
    assert "backup" not in schedule.tick(now=NOW)
