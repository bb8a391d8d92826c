"""Visits to villages, who came, and what was promised there."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from pimpasa.base.sealed import SealedField, SealedText


class Visit(models.Model):
    """A visit or talk: planned, then made and reported, or called off. Its id comes with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey("places.Village", models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=20)  # code in content/outreach
    planned_on = models.DateField()
    officer = models.UUIDField()
    made_on = models.DateField(null=True)
    called_off_because = models.CharField(max_length=200, default="", blank=True)
    topic = models.CharField(max_length=20, default="", blank=True)  # topic of the talk
    materials = models.CharField(max_length=200, default="", blank=True)  # shown or handed out
    joint_with = models.JSONField(default=list)  # codes of rules.COMPANIONS
    audience = models.JSONField(default=dict)  # "F.0-17" -> people; sex F or M, four age bands
    note = SealedText(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_on=None) | Q(called_off_because=""),
                name="visit_was_made_or_called_off",
            )
        ]
        indexes = [models.Index(fields=["village", "-made_on"], name="visit_of_village")]

    def __str__(self) -> str:
        return f"visit {self.id}"


class Promise(models.Model):
    """Something promised in a village, with its day. A promise not kept is seen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    what = SealedText()
    due_on = models.DateField()
    kept_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"promise {self.id}"


class Heard(models.Model):
    """That words were heard at a visit and taken in: their kind, and no way to find them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"heard {self.id}"


class Recall(models.Model):
    """How many of a room knew the answers, once before, after and three months after a talk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    moment = models.CharField(max_length=6)  # one of rules.MOMENTS
    on = models.DateField()
    asked = models.PositiveIntegerField()
    right = models.JSONField(default=dict)  # code of the question -> people who knew it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "moment"], name="recall_moment_once")
        ]

    def __str__(self) -> str:
        return f"recall {self.id}"


class Photo(models.Model):
    """A photo of a visit on which nobody in trouble can be known, drawn anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    content = SealedField()
    added_on = models.DateField()

    def __str__(self) -> str:
        return f"photo {self.id}"


class Record(models.Model):
    """Something settled in a village, or asked of its police: never who told us."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey("places.Village", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)  # one of rules.RECORDS
    text = SealedText()
    until = models.DateField(null=True)  # a request ends, an agreement may
    call = SealedText(null=True)  # whom the police call: an officer, nobody else
    written_by = models.UUIDField()
    written_on = models.DateField()

    def __str__(self) -> str:
        return f"record {self.id}"


class MonthReport(models.Model):
    """What an officer did in a month, as it was signed, and the supervisor's signature."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.UUIDField()
    office = models.UUIDField(null=True)
    month = models.DateField()  # its first day
    rows = models.TextField()  # the signed figures, as months.as_text writes them
    signed_on = models.DateField()
    signature = models.BinaryField()  # Ed25519 over months.to_sign
    key = models.BinaryField(default=b"")  # the officer's own; empty: the house signed for them
    countersigned_by = models.UUIDField(null=True)
    countersigned_on = models.DateField(null=True)
    countersignature = models.BinaryField(null=True)
    counterkey = models.BinaryField(default=b"")  # the supervisor's own

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "month"], name="month_of_officer_once"),
            models.CheckConstraint(
                condition=Q(countersigned_by=None, countersigned_on=None, countersignature=None)
                | Q(
                    countersigned_by__isnull=False,
                    countersigned_on__isnull=False,
                    countersignature__isnull=False,
                ),
                name="month_second_signature_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"month {self.id}"


class SentBack(models.Model):
    """A supervisor sent a signed month back; the officer reads why. Its id comes with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.UUIDField()
    month = models.DateField()  # its first day
    because = SealedText()
    by = models.UUIDField()
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["officer", "month"], name="sent_back_to_officer")]

    def __str__(self) -> str:
        return f"sent back {self.id}"


class Profile(models.Model):
    """What is known of a village's life: a new row for each version, with its source and day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey("places.Village", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # 1, 2, 3, ...
    facts = SealedText()  # JSON: field code -> {text, source, on}
    written_by = models.UUIDField()
    written_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "version"], name="profile_version_once")
        ]

    def __str__(self) -> str:
        return f"profile {self.version} of {self.village_id}"


class WeekPlan(models.Model):
    """In which order an officer goes to the villages of a week, as they arranged it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.UUIDField()
    monday = models.DateField()
    days = models.JSONField()  # "2026-03-09" -> codes of villages in their order
    arranged_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "monday"], name="week_of_officer_once")
        ]

    def __str__(self) -> str:
        return f"week {self.id}"


class Moved(models.Model):
    """Who moved which village from where to where in a week's plan. Places count from 1."""

    plan = models.ForeignKey(WeekPlan, models.PROTECT, related_name="+")
    village = models.CharField(max_length=13)  # its code
    from_day = models.DateField(null=True)  # null: it was not in the plan
    from_place = models.PositiveSmallIntegerField(null=True)
    to_day = models.DateField(null=True)  # null: it was taken out
    to_place = models.PositiveSmallIntegerField(null=True)
    by = models.UUIDField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"move {self.id}"
