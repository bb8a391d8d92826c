"""Keys of other agencies' systems, and the answers they were given."""

from __future__ import annotations

import uuid

from django.db import models

from pimpasa.base.sealed import SealedField


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
