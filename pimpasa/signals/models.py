"""Signals: something rose or recurred, where, when, and why the machine says so."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignalKind(models.TextChoices):
    """What made the machine speak up."""

    RISE = "RISE", _("More than expected")
    RECURRENCE = "RECURRENCE", _("The same contact in different places")
    RULE = "RULE", _("A rule of an analyst")
    REPORT = "REPORT", _("One report that an officer looks into")


class Quiet(models.TextChoices):
    """Why what was noticed is noted and shown, and no alarm: nobody has to decide on it in time."""

    ONE_VOICE = "ONE_VOICE", _("one text, passed on")
    SERVICE = "SERVICE", _("a question of service")


class Signal(models.Model):
    """Something to look into. It has no effect by itself: people verify it, or set it aside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=SignalKind)
    what = models.CharField(max_length=24)  # as in counts: topic:tppo, all; or contact
    place = models.CharField(max_length=13)  # code of the smallest place that holds it all
    week = models.DateField()  # Monday of the week it was noticed in
    last_week = models.DateField(null=True)  # Monday it was last noticed in again; none: never
    quiet = models.CharField(max_length=9, choices=Quiet, blank=True, default="")  # nothing: alarm
    raised_on = models.DateField()
    method = models.CharField(max_length=40)  # of kentongan, or recurrence, or rule
    observed = models.FloatField()
    expected = models.FloatField(null=True)  # none where nothing can be expected: a recurrence
    upper = models.FloatField(null=True)  # what would still have been usual
    chance = models.FloatField(null=True)  # of so much by chance, in a quiet week: 0 to 1
    why = models.JSONField(default=dict)  # the figures behind it; ids and codes, never words
    contact = models.UUIDField(null=True)  # links.Contact, for a recurrence
    report = models.UUIDField(null=True, unique=True)  # intake.Report, where it is one report
    rule = models.ForeignKey("signals.Rule", models.PROTECT, null=True, related_name="+")
    head = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # worked under it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "what", "place", "week"],
                condition=models.Q(contact=None, rule=None, report=None),
                name="signal_once_a_week",
            ),
            models.UniqueConstraint(
                fields=["contact", "week"],
                condition=models.Q(contact__isnull=False),
                name="signal_once_a_contact_and_week",
            ),
            models.UniqueConstraint(
                fields=["rule", "place", "week"],
                condition=models.Q(rule__isnull=False),
                name="signal_once_a_rule_and_week",
            ),
        ]
        indexes = [models.Index(fields=["-raised_on"], name="signal_by_day")]

    def __str__(self) -> str:
        return f"signal {self.id}"


class SignalVillage(models.Model):
    """A village that a signal is about."""

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="+")
    village = models.ForeignKey("places.Village", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal", "village"], name="signal_village_once")
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.village_id}"


class Rule(models.Model):
    """Written by an analyst without code: so many reports about a thing in so many days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    what = models.CharField(max_length=24)
    within = models.CharField(max_length=8)  # code of a province, regency or district
    level = models.PositiveSmallIntegerField()  # length of the code of the places looked at
    at_least = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    made_by = models.UUIDField()
    since = models.DateField()
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Listening(models.TextChoices):
    """What has a threshold of its own."""

    VILLAGES = "VILLAGES", _("villages of a regency")
    PLACES = "PLACES", _("districts, regencies and provinces")


class Threshold(models.Model):
    """How rare by chance something must be to be raised, from a day on, and why it was set so."""

    class Why(models.TextChoices):
        """What moved it."""

        TOO_MANY = "TOO_MANY", _("more signals came than officers can look into")
        ROOM = "ROOM", _("officers have room for more signals")
        BY_HAND = "BY_HAND", _("set by an analyst")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listening = models.CharField(max_length=8, choices=Listening)
    value = models.FloatField()  # a chance: lower is stricter
    since = models.DateField()
    why = models.CharField(max_length=8, choices=Why)
    figures = models.JSONField(default=dict)  # signals and officer-weeks it was reckoned from
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listening", "since"], name="threshold_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(value__gt=0, value__lt=1), name="threshold_is_a_chance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listening} {self.value} since {self.since}"


class Asking(models.Model):
    """A listening that an analyst asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    what = models.CharField(max_length=24, blank=True)  # nothing: all topics
    week = models.DateField()  # a Monday
    asked_by = models.UUIDField()
    asked_on = models.DateField()
    heard_on = models.DateField(null=True)
    raised = models.PositiveIntegerField(null=True)  # new signals

    def __str__(self) -> str:
        return f"listening asked for {self.week}"


class Round(models.Model):
    """A weekly listening that was done."""

    week = models.DateField(primary_key=True)  # the Monday of the week listened to
    on = models.DateField()
    raised = models.PositiveIntegerField()  # signals, those that were only widened included
    away = models.CharField(max_length=40, default="", blank=True)  # why no cluster listened

    def __str__(self) -> str:
        return f"listened to {self.week}"
