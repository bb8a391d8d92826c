"""The conversation under a receipt code, and the clocks that make sure it goes on."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedText


class Message(models.Model):
    """One thing said, by the person or by an officer. Kept with a day, never an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()  # 1, 2, 3, ... within the conversation
    officer = models.UUIDField(null=True)  # who answered; empty for the person's own words
    words = SealedText(null=True)
    said_on = models.DateField()
    card = models.SlugField(max_length=80, default="", blank=True)  # the answer card it came from

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="message_position_once"),
        ]
        indexes = [
            models.Index(
                fields=["report"], condition=Q(officer__isnull=False), name="message_of_officer"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.position} of {self.report_id}"


class Clock(models.TextChoices):
    """What has to happen in time."""

    EMERGENCY = "EMERGENCY", _("Take on the emergency")
    SUSPICION = "SUSPICION", _("Settle the suspicion of trafficking")
    ACKNOWLEDGE = "ACKNOWLEDGE", _("Read it")
    ANSWER = "ANSWER", _("Answer")


class Deadline(models.Model):
    """Something still owed to a report. Deleted when it is met: its hour would tell too much."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    clock = models.CharField(max_length=11, choices=Clock)
    due_on = models.DateField()  # the last day, in the village's own zone
    due_at = models.DateTimeField(null=True)  # only for clocks that run in hours
    escalated_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "clock"], name="deadline_once"),
        ]
        indexes = [models.Index(fields=["due_on"], name="deadline_by_day")]

    def __str__(self) -> str:
        return f"{self.clock} of {self.report_id} by {self.due_on}"


class Listed(models.Model):
    """A report as lists narrow and order it. Written by the database alone (see `listing`)."""

    report = models.OneToOneField(
        "intake.Report", models.PROTECT, primary_key=True, related_name="+"
    )
    # What the report's own row upholds need not be upheld twice.
    village = models.ForeignKey(
        "places.Village",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    readers = models.CharField(max_length=9)
    kind = models.CharField(max_length=10)  # as told
    received_on = models.DateField()
    urgency = models.CharField(max_length=9)  # as the machine read it; empty until then
    topics = models.TextField()  # the JSON text of the reading; empty until then
    is_settled = models.BooleanField()
    is_answered = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "village",
                    "received_on",
                    "readers",
                    "kind",
                    "urgency",
                    "is_settled",
                    "is_answered",
                    "topics",
                    "report",
                ],
                name="listed_by_village",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} in lists"


class PublicAnswer(models.Model):
    """What others asked: a question nobody can be known by, with an approved answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    topic = models.CharField(max_length=20)
    question = models.TextField()
    answer = models.TextField()
    language = models.CharField(max_length=2, default="id")
    proposed_by = models.UUIDField()
    proposed_on = models.DateField()
    approved_by = models.UUIDField(null=True)
    approved_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("proposed_by")),
                name="public_answer_needs_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"public answer {self.id}"
