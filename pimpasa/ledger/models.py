"""An append-only record of what happened, and the jobs that are still owed to it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Chain(models.TextChoices):
    """Two chains, so that a villager's day does not sit between two officers' hours."""

    STREET = "STREET", _("What comes from the community: days only")
    DESK = "DESK", _("What officers do: to the second")


class Event(models.Model):
    """One thing that happened, named `stage.what_happened`. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.CharField(max_length=6, choices=Chain)
    position = models.PositiveBigIntegerField()
    name = models.CharField(max_length=60)
    subject = models.UUIDField(db_index=True)
    actor = models.UUIDField(null=True)
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True)
    details = models.TextField(default="{}")  # canonical JSON; never words, never contacts
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="event_position_once"),
            models.CheckConstraint(
                condition=Q(chain="DESK", happened_at__isnull=False)
                | Q(chain="STREET", happened_at__isnull=True),
                name="event_hour_only_at_the_desk",
            ),
        ]
        indexes = [
            models.Index(fields=["actor", "happened_on"], name="event_by_actor"),
            models.Index(fields=["happened_on"], name="event_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.chain}:{self.position}"


class Job(models.Model):
    """A row of the task queue (table of django-tasks-db), written with days instead of hours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    status = models.CharField(max_length=10, default="READY")
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    args_kwargs = models.JSONField()
    priority = models.IntegerField(default=0)
    task_path = models.TextField()
    worker_ids = models.JSONField(default=list)
    queue_name = models.CharField(max_length=32, default="default")
    backend_name = models.CharField(max_length=32, default="default")
    run_after = models.DateTimeField()
    return_value = models.JSONField(null=True)
    exception_class_path = models.TextField(default="")
    traceback = models.TextField(default="")

    class Meta:
        managed = False
        db_table = "django_tasks_database_dbtaskresult"

    def __str__(self) -> str:
        return f"{self.task_path} {self.status}"


class Duty(models.Model):
    """Something the clock does again and again, and when it last did."""

    name = models.CharField(max_length=60, primary_key=True)
    last_done_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
