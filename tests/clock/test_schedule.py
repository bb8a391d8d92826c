"""What recurs is queued once in its time, by however many timers, under whatever clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from pimpasa.doors.clock import schedule
from pimpasa.ledger.models import Duty, Job

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def queued():
    return sorted(job.task_path.rpartition(".")[2] for job in Job.objects.all())


def test_the_first_tick_queues_everything_and_the_second_nothing():
    assert schedule.tick(now=NOW) == [
        "deadlines",
        "listening",
        "retention",
        "ledger",
        "overwriting",
        "head",
        "backup",
    ]
    assert schedule.tick(now=NOW + timedelta(seconds=1)) == []

    assert queued() == [
        "escalate_deadlines",
        "forget_what_is_old",
        "keep_head",
        "listen_to_the_week",
        "make_backup",
        "overwrite_removed",
        "walk_ledger",
    ]


def test_each_comes_again_when_its_period_has_passed():
    schedule.tick(now=NOW)
    Job.objects.all().delete()

    assert schedule.tick(now=NOW + timedelta(minutes=4)) == []
    assert schedule.tick(now=NOW + timedelta(minutes=6)) == ["deadlines"]
    Job.objects.all().delete()
    assert schedule.tick(now=NOW + timedelta(days=1)) == [
        "deadlines",
        "listening",
        "retention",
        "ledger",
        "overwriting",
        "head",
        "backup",
    ]


def test_what_still_waits_is_not_queued_again():
    schedule.tick(now=NOW)

    for hours in range(1, 4):
        schedule.tick(now=NOW + timedelta(hours=hours))

    assert len(queued()) == 7


def test_a_clock_that_was_years_ahead_stops_nothing():
    schedule.tick(now=NOW + timedelta(days=3650))
    Job.objects.all().delete()

    assert "deadlines" in schedule.tick(now=NOW)
    assert not Duty.objects.filter(last_done_at__gt=NOW).exclude(name="").exists()


@override_settings(BACKUP_HOURS=0)
def test_backups_can_be_left_to_others():
    assert "backup" not in schedule.tick(now=NOW)
