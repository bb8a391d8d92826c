"""How words were read against the law: by the machine first, then settled by a person."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedText


class Urgency(models.TextChoices):
    """How soon somebody must act."""

    EMERGENCY = "EMERGENCY", _("Emergency")
    URGENT = "URGENT", _("Urgent")
    NORMAL = "NORMAL", _("Normal")


class Risk(models.TextChoices):
    """Danger of trafficking, smuggling or irregular placement, as the machine read it."""

    HIGH = "HIGH", _("High")
    MEDIUM = "MEDIUM", _("Medium")
    LOW = "LOW", _("Low")
    NONE = "NONE", _("None")


class Reading(models.Model):
    """What the machine made of one report: a suggestion, never a verdict."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField("intake.Report", models.PROTECT, related_name="+")
    reader = models.CharField(max_length=40)  # version of the reader and its indicators
    read_on = models.DateField()
    kind = models.CharField(max_length=10)  # code of intake.Kind, as read
    topics = models.JSONField(default=list)
    urgency = models.CharField(max_length=9, choices=Urgency)
    risk = models.CharField(max_length=6, choices=Risk)
    is_tppo = models.BooleanField()  # trafficking suspected
    is_tppm = models.BooleanField()  # smuggling suspected: a flag of its own, both may hold
    is_child = models.BooleanField()
    whole = SealedText(null=True)  # the reading as JSON; its evidence goes with the words

    class Meta:
        indexes = [
            models.Index(fields=["urgency", "read_on"], name="reading_by_urgency"),
            models.Index(fields=["report", "urgency", "topics"], name="reading_in_list"),
        ]

    def __str__(self) -> str:
        return f"reading of {self.report_id}"


class Settlement(models.Model):
    """What an officer decided about a report. A change of mind is a new row, nothing is lost."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()  # 1, 2, 3, ... for one report
    settled_by = models.UUIDField()
    settled_at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    topics = models.JSONField(default=list)
    views = models.JSONField(default=dict)  # statutory element code -> PRESENT, ABSENT, UNKNOWN
    urgency = models.CharField(max_length=9, choices=Urgency)
    is_tppo = models.BooleanField()
    is_tppm = models.BooleanField()
    is_child = models.BooleanField()
    law_on = models.DateField()  # the day whose law was applied
    note = SealedText(null=True)
    corrections = models.JSONField(
        default=dict
    )  # field -> [machine's, person's]: labelled examples

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="settlement_version_once"),
        ]
        indexes = [models.Index(fields=["settled_at"], name="settled_lately")]

    def __str__(self) -> str:
        return f"settlement {self.version} of {self.report_id}"


class Emergency(models.Model):
    """Life, body or liberty may be at stake now: the duty officer is paged until one answers."""

    report = models.OneToOneField(
        "intake.Report", models.PROTECT, primary_key=True, related_name="+"
    )
    raised_on = models.DateField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["raised_on", "report"],
                condition=Q(answered_by=None),
                name="emergency_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"emergency {self.report_id}"
