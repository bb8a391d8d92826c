"""Certificates, and the exceptions a supervisor may make."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from pimpasa.base.sealed import SealedField, SealedText


class Certificate(models.Model):
    """An officer has learned a course; for a time, that is authority."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    course = models.SlugField(max_length=40)  # code in content/lessons
    issued_on = models.DateField()
    expires_on = models.DateField()  # the first day it no longer holds
    issued_by = models.UUIDField()
    revoked_on = models.DateField(null=True)
    revoked_because = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("issued_on")), name="certificate_holds_for_a_time"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None) | ~Q(revoked_because=""),
                name="certificate_is_revoked_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["account", "course"], name="certificate_of_account")]

    def __str__(self) -> str:
        return f"certificate {self.id}"

    @property
    def last_day(self) -> date:
        """The last day it holds, unless it is taken back."""
        return self.expires_on - timedelta(days=1)


class Exemption(models.Model):
    """For some days an officer may do what needs a certificate they lack, for a written reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    course = models.SlugField(max_length=40)
    since = models.DateField()
    until = models.DateField()  # the first day it no longer holds
    reason = SealedText()
    granted_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="exemption_has_days")
        ]

    def __str__(self) -> str:
        return f"exemption {self.id}"


class SigningKey(models.Model):
    """The Ed25519 key that somebody signs with: made at the first signature and kept for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField("people.Account", models.PROTECT, related_name="+")
    seed = SealedField()  # 32 bytes; whoever reads them can sign in that person's name
    public = models.BinaryField()  # 32 bytes, shown to all beside the certificates
    since = models.DateField()

    def __str__(self) -> str:
        return f"signing key {self.id}"


class WalkIns(models.TextChoices):
    """Whether somebody who has no seat is let in at the door, as the organiser decides."""

    NONE = "NONE"
    ROOM = "ROOM"  # while there is a free seat
    ANY = "ANY"  # also beyond the seats


class Answer(models.TextChoices):
    """What somebody says to an invitation."""

    OPEN = "OPEN"  # nothing yet, or taken back
    YES = "YES"
    NO = "NO"


class Event(models.Model):
    """A meeting or class: who teaches what, when, and what is asked before and after."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    held_on = models.DateField()
    capacity = models.PositiveSmallIntegerField()
    remind_days = models.PositiveSmallIntegerField(default=3)  # before it; 0: nobody is reminded
    walk_ins = models.CharField(max_length=4, choices=WalkIns, default=WalkIns.ROOM)
    course = models.SlugField(max_length=40)  # code in content/lessons
    agenda = models.JSONField()  # [{"time": "08.30-10.00", "title": ..., "by": ...}]
    questions = models.JSONField()  # codes in content/lessons, the same before and after
    planned_by = models.UUIDField()

    def __str__(self) -> str:
        return f"event {self.id}"


class Seat(models.Model):
    """Somebody is invited. The id is what the badge's QR code holds; the PIN is typed instead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    pin = models.CharField(max_length=6)
    answer = models.CharField(max_length=4, choices=Answer, default=Answer.OPEN)
    waits = models.PositiveIntegerField(null=True)  # order in the waiting list; null: not there
    is_walk_in = models.BooleanField(default=False)  # came without being invited
    told_on = models.DateField(null=True)  # when the letter that invites went out
    reminded_on = models.DateField(null=True)
    came_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)  # 1 to 5
    feedback = SealedText(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "account"], name="one_seat_each"),
            models.UniqueConstraint(fields=["event", "pin"], name="pin_tells_apart"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 5)), name="rating_is_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.id}"


class Reply(models.Model):
    """What somebody said to an invitation, and why. Its id comes with it; the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=4, choices=Answer)
    why = SealedText(null=True)  # gone as soon as another reply follows
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["seat", "answer"], name="reply_of_seat")]

    def __str__(self) -> str:
        return f"reply {self.id}"


class Material(models.Model):
    """A PDF that is handed out at an event, to those who are invited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    content = SealedField()
    added_on = models.DateField()

    def __str__(self) -> str:
        return f"material {self.id}"


class Moment(models.TextChoices):
    """When a test is taken."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"


class Attempt(models.Model):
    """A test somebody handed in: what was chosen for each question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    moment = models.CharField(max_length=6, choices=Moment)
    chosen = models.JSONField()  # code of the question -> place of the option, or null
    right = models.PositiveSmallIntegerField()
    handed_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "moment"], name="one_attempt_a_moment")
        ]

    def __str__(self) -> str:
        return f"attempt {self.id}"


class Drill(models.Model):
    """What an officer remembers of one question, and when it is asked again."""

    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    question = models.SlugField(max_length=60)  # code in content/lessons
    memory = models.JSONField()  # as training.memory keeps it
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "question"], name="drill_of_question_once")
        ]
        indexes = [models.Index(fields=["account", "due_on"], name="drill_due")]

    def __str__(self) -> str:
        return f"drill {self.id}"


class Practice(models.Model):
    """One answer given in practice. The id comes with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    question = models.SlugField(max_length=60)
    chosen = models.PositiveSmallIntegerField()
    is_right = models.BooleanField()
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["account", "on"], name="practice_of_day")]

    def __str__(self) -> str:
        return f"practice {self.id}"


class Reminder(models.Model):
    """Somebody was told that a certificate ends in so many days."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "days"], name="told_once_each_time")
        ]

    def __str__(self) -> str:
        return f"reminder {self.id}"
