"""Warnings: drafted from what proved true, approved by a second person, in force for a time."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """How bad it can get. Source: OASIS Common Alerting Protocol 1.2, severity."""

    SEVERE = "SEVERE", _("Severe")
    MODERATE = "MODERATE", _("Moderate")
    MINOR = "MINOR", _("Minor")


class Scope(models.TextChoices):
    """Who may read it. Source: OASIS Common Alerting Protocol 1.2, scope."""

    RESTRICTED = "RESTRICTED", _("Officers and agencies only")
    PUBLIC = "PUBLIC", _("The villages too: everybody may read it")


class Warning(models.Model):
    """What villages, offices and agencies are told. It is meant to be read: nothing is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signal = models.ForeignKey("signals.Signal", models.PROTECT, related_name="+")
    severity = models.CharField(max_length=8, choices=Severity)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.RESTRICTED)
    headline_id = models.CharField(max_length=120)
    headline_en = models.CharField(max_length=120)
    text_id = models.TextField()
    text_en = models.TextField()
    advice_id = models.TextField()
    advice_en = models.TextField()
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    valid_until = models.DateField()  # the first day it is no longer in force
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="warning_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
                name="warning_is_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="warning_by_end")]

    def __str__(self) -> str:
        return f"warning {self.id}"


class WarnedPlace(models.Model):
    """A place that a warning is for: a village or, better, the district or regency around it."""

    warning = models.ForeignKey(Warning, models.CASCADE, related_name="+")
    code = models.CharField(max_length=13)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warning", "code"], name="warned_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.warning_id} {self.code}"


class WarnedAgency(models.Model):
    """An agency that a warning is for."""

    warning = models.ForeignKey(Warning, models.CASCADE, related_name="+")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warning", "agency"], name="warned_agency_once")
        ]

    def __str__(self) -> str:
        return f"{self.warning_id} {self.agency_id}"


class Delivery(models.Model):
    """A warning that came before somebody: whether a letter went out, and when it was read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    warning = models.ForeignKey(Warning, models.CASCADE, related_name="+")
    account = models.UUIDField()
    mailed_on = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warning", "account"], name="delivered_once")
        ]
        indexes = [models.Index(fields=["account"], name="delivery_by_account")]

    def __str__(self) -> str:
        return f"{self.warning_id} to {self.account}"


class Digest(models.Model):
    """What was new somewhere, told to all offices within a day: gathered, written, approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()  # a day after the first of it proved true
    escalated_on = models.DateField(null=True)  # when it was brought before those who owe it
    text_id = models.TextField(default="")
    text_en = models.TextField(default="")
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="digest_needs_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"digest {self.id}"


class DigestEvent(models.Model):
    """Something that proved true and is told in a digest."""

    signal = models.OneToOneField(
        "signals.Signal", models.PROTECT, primary_key=True, related_name="+"
    )
    digest = models.ForeignKey(Digest, models.PROTECT, related_name="+")
    proved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.signal_id} in digest {self.digest_id}"


class DigestReader(models.Model):
    """Somebody a digest came before: whether a letter went out, and when it was read."""

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="+")
    account = models.UUIDField()
    mailed_on = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "account"], name="digest_told_once")
        ]

    def __str__(self) -> str:
        return f"digest {self.digest_id} to {self.account}"
