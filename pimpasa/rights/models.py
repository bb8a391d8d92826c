"""The register of what people asked about their data."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedText


class Wish(models.TextChoices):
    """What is asked for."""

    ACCESS = "ACCESS", _("To know what is kept")
    CORRECTION = "CORRECTION", _("To have it corrected")
    ERASURE = "ERASURE", _("To have it removed")


class Shown(models.TextChoices):
    """How whoever asks showed who they are."""

    SEEN = "SEEN", _("Came in person with proof of identity")
    KNOWN = "KNOWN", _("Works here or at an agency")
    STANDS_FOR = "STANDS_FOR", _("Somebody with a letter of authority")
    NOT_SHOWN = "NOT_SHOWN", _("Not shown yet")


class Outcome(models.TextChoices):
    """What came of it. Why nothing was given is sealed."""

    DONE = "DONE", _("Given or done")
    PARTLY = "PARTLY", _("Given or done in part")
    NOT_GIVEN = "NOT_GIVEN", _("Not given")


class DataRequest(models.Model):
    """One request. Who asked, for what and what was answered is sealed, and goes after a year.

    A moment is only kept while an answer is owed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish = models.CharField(max_length=10, choices=Wish)
    shown = models.CharField(max_length=10, choices=Shown)
    who = SealedText(null=True)  # the name, and where the answer goes
    words = SealedText(null=True)
    received_on = models.DateField()
    due_at = models.DateTimeField(null=True, db_index=True)
    reminded = models.PositiveSmallIntegerField(default=0)  # hours after which it was told last
    escalated_on = models.DateField(null=True)
    registered_by = models.UUIDField()
    outcome = models.CharField(max_length=9, choices=Outcome, default="")
    ground = SealedText(null=True)
    letter = SealedText(null=True)  # as it went out
    note = SealedText(null=True)  # why, for the register alone
    answered_on = models.DateField(null=True)
    answered_by = models.UUIDField(null=True)
    forgotten_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answered_by=None, outcome="")
                | Q(answered_on__isnull=False, answered_by__isnull=False, due_at=None)
                & ~Q(outcome=""),
                name="request_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"request {self.id}"
