"""Referrals: a packet of agreed fields for one agency, and every step it takes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedText


class ConsentHow(models.TextChoices):
    """How a person said yes."""

    CODE = "CODE", _("Wrote it under their code")
    TOLD = "TOLD", _("Told an officer, before a witness")
    GUARDIAN = "GUARDIAN", _("A parent or guardian, for a child")


class Consent(models.Model):
    """A person agreed that one agency may be told certain things. They may take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    packet = models.SlugField(max_length=40)  # code of the packet: which agency
    fields = models.JSONField(default=list)  # codes of the guarded fields agreed to
    how = models.CharField(max_length=8, choices=ConsentHow)
    given_on = models.DateField()
    recorded_by = models.UUIDField()
    withdrawn_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"consent {self.id}"


class LawfulReason(models.TextChoices):
    """Why guarded fields may go without consent. Source: Law 27/2022, article 20 (K)."""

    NONE = "", _("None: nothing guarded is told")
    CONSENT = "CONSENT", _("The person agreed")
    LIFE = "LIFE", _("Life, body or liberty is in danger now")
    DUTY = "DUTY", _("A law obliges us to tell")


class State(models.TextChoices):
    """How far a referral has come. What was sent is not yet answered."""

    DRAFTED = "DRAFTED", _("Drafted")
    APPROVED = "APPROVED", _("Approved")
    SENT = "SENT", _("Sent")
    RECEIVED = "RECEIVED", _("Received there")
    ACCEPTED = "ACCEPTED", _("Accepted")
    DECLINED = "DECLINED", _("Declined")
    IN_PROGRESS = "IN_PROGRESS", _("Being worked on")
    OUTCOME = "OUTCOME", _("Outcome known")
    TOLD = "TOLD", _("The person was told")
    REVOKED = "REVOKED", _("Taken back")


class Referral(models.Model):
    """One agency is asked to act or to help, with the fields it needs and no others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    packet = models.SlugField(max_length=40)  # code of the packet in content/referrals
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=11, choices=State, default=State.DRAFTED)
    fields = SealedText(null=True)  # JSON: field code -> text; gone once it has expired
    reason = models.CharField(max_length=7, choices=LawfulReason, blank=True, default="")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)  # until when they should have answered
    expires_on = models.DateField()  # from this day on the fields can no longer be read
    escalated_on = models.DateField(null=True)
    follow_up_on = models.DateField(null=True)  # when we look again at what became of it
    drafted_on = models.DateField()
    sent_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)  # accepted, declined: what they did with it
    drafted_by = models.UUIDField()
    approved_by = models.UUIDField(null=True)
    their_number = SealedText(null=True)  # under which they keep it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="referral_needs_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(reason="CONSENT") | Q(consent__isnull=False),
                name="referral_by_consent_names_it",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="referral_of_agency")]

    def __str__(self) -> str:
        return f"referral {self.id}"


class Step(models.Model):
    """One step of a referral, never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()  # 1, 2, 3, ...
    state = models.CharField(max_length=11, choices=State)
    by = models.UUIDField(null=True)  # an officer here or there; nobody: the person, by the code
    at = models.DateTimeField()  # of a person's step the day alone, at its first hour
    note = SealedText(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "position"], name="referral_step_once"),
        ]

    def __str__(self) -> str:
        return f"step {self.position} of {self.referral_id}"
