"""What people did with a signal. Every step is a new row; the last of its kind holds."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedText


class Verification(models.Model):
    """The looking into one signal, from the day it was raised until somebody closes it."""

    signal = models.OneToOneField(
        "signals.Signal", models.PROTECT, primary_key=True, related_name="+"
    )
    due_at = models.DateTimeField(null=True)  # to decide by; none once decided
    escalated_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"verification of {self.signal_id}"


class StepKind(models.TextChoices):
    """What somebody did."""

    DECISION = "DECISION", _("Decided what to do")
    ASKED = "ASKED", _("Asked somebody")
    LEARNED = "LEARNED", _("Learned something")
    ASSESSMENT = "ASSESSMENT", _("Assessed the risk")
    VERDICT = "VERDICT", _("Concluded")
    CLOSING = "CLOSING", _("Closed")


class Decision(models.TextChoices):
    """What to do with a signal, in the terms of event-based surveillance.

    Source: WHO, Early detection, assessment and response to acute public health events, 2014.
    """

    DISCARD = "DISCARD", _("Set aside")
    MONITOR = "MONITOR", _("Watch")
    ASSESS = "ASSESS", _("Look into it")


class Verdict(models.TextChoices):
    """What was found. Only what is known counts for or against the machine."""

    TRUE = "TRUE", _("True, something has to be done")
    FALSE = "FALSE", _("A false alarm")
    UNKNOWN = "UNKNOWN", _("Cannot be known yet")


class Asked(models.TextChoices):
    """Who was asked, by kind: never a name."""

    VILLAGE = "VILLAGE", _("The village office")
    PEOPLE = "PEOPLE", _("People of the village")
    REPORTER = "REPORTER", _("Whoever told, under the code")
    POLICE = "POLICE", _("The police")
    WORKERS = "WORKERS", _("BP3MI, about workers and licences")
    OFFICE = "OFFICE", _("Another immigration office")
    OTHER = "OTHER", _("Somebody else")


class Step(models.Model):
    """One thing done in a verification, by whom and when; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verification = models.ForeignKey(Verification, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()  # 1, 2, 3, ...
    kind = models.CharField(max_length=10, choices=StepKind)
    value = models.CharField(max_length=10, default="")  # a decision, a verdict, who was asked
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(default=dict)  # of an assessment: likelihood and consequence, 1 to 5
    note = SealedText(null=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verification", "position"], name="step_once"),
        ]

    def __str__(self) -> str:
        return f"step {self.position} of {self.verification_id}"


class Assessment(models.Model):
    """What a risk was assessed from: three questions answered in words."""

    step = models.OneToOneField(Step, models.PROTECT, primary_key=True, related_name="+")
    hazard = SealedText()  # what is going on
    exposure = SealedText()  # who can be reached by it, and how many
    context = SealedText()  # what makes it better or worse here

    def __str__(self) -> str:
        return f"assessment {self.step_id}"


class Conflict(models.Model):
    """Somebody who stands too near to a case to judge it, by their own word."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="+")
    officer = models.UUIDField()
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verification", "officer"], name="conflict_once")
        ]

    def __str__(self) -> str:
        return f"conflict in {self.verification_id}"


class SecondReading(models.Model):
    """A settled reading that somebody else reads again, without seeing what was settled."""

    settlement = models.OneToOneField(
        "triage.Settlement", models.PROTECT, primary_key=True, related_name="+"
    )
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)
    said = models.JSONField(default=dict)  # field -> what the second reader chose
    differs = models.JSONField(default=dict)  # field -> [the first reader's, the second's]

    class Meta:
        indexes = [models.Index(fields=["taken_by", "said_at"], name="second_by_reader")]

    def __str__(self) -> str:
        return f"second reading of settlement {self.settlement_id}"
