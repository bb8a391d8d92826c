"""Keys of other agencies' systems, the answers they were given, and where they are called."""

from __future__ import annotations

import uuid

from django.db import models

from pimpasa.base.sealed import SealedField, SealedText


class Key(models.Model):
    """The way in of one system of an agency, which has an account like a colleague has.

    The key itself is kept nowhere, only its keyed digest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField("people.Account", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_by = models.UUIDField()
    made_on = models.DateField()
    revoked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"key {self.id}"


class KeptAnswer(models.Model):
    """The answer to one idempotency key; without a status, the request is running."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(Key, models.CASCADE, related_name="+")
    name = models.CharField(max_length=64)  # digest of what the system called its request
    request = models.CharField(max_length=64)  # digest of what it asked
    begun_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    body = SealedField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "name"], name="answer_once_a_name"),
        ]
        indexes = [models.Index(fields=["begun_at"], name="answer_by_age")]

    def __str__(self) -> str:
        return f"answer {self.id}"


class Hook(models.Model):
    """An address of an agency's system that is called when there is something to fetch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    url = SealedText()
    secret = SealedText()
    former_secret = SealedText(null=True)  # signed with beside the new one for some days
    former_until = models.DateTimeField(null=True)
    made_by = models.UUIDField()
    made_on = models.DateField()
    closed_on = models.DateField(null=True)
    is_gone = models.BooleanField(default=False)  # the system itself said so, with 410

    def __str__(self) -> str:
        return f"hook {self.id}"


class Call(models.Model):
    """Something that a system is told of: that it is there, never what it says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hook = models.ForeignKey(Hook, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    subject = models.UUIDField()
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)  # null: arrived, or given up
    status = models.PositiveSmallIntegerField(null=True)  # of the last try; 0: no answer came
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hook", "kind", "subject"], name="called_once"),
        ]
        indexes = [models.Index(fields=["next_at"], name="call_by_turn")]

    def __str__(self) -> str:
        return f"call {self.id}"
