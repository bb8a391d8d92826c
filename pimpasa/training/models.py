"""Certificates, and the exceptions a supervisor may make."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from pimpasa.base.sealed import SealedText


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
