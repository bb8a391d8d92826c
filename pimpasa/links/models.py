"""Contacts heard in people's words, and where each was heard: a keyed hash, the original sealed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedText


class ContactKind(models.TextChoices):
    """What kind of thread it is by which recruiters can be known again."""

    PHONE = "PHONE", _("Phone number")
    HANDLE = "HANDLE", _("Account name")
    LINK = "LINK", _("Web link")
    ACCOUNT = "ACCOUNT", _("Bank or e-wallet account")
    FIRM = "FIRM", _("Firm")
    PERSON = "PERSON", _("Person")


class Contact(models.Model):
    """One phone, handle, link, account or firm, however it was written. Not a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=7, choices=ContactKind)
    digest = models.BinaryField(max_length=32)  # keyed hash of the one way to write it
    original = SealedText(null=True)  # as written in the first words; goes with the last of them
    first_heard_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest"], name="contact_once"),
        ]

    def __str__(self) -> str:
        return f"contact {self.id}"


class Sound(models.Model):
    """How a word of a name sounds, as a keyed hash: names that share one are compared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32)
    heard_on = models.DateField()  # as its contact was first

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "digest"], name="sound_once"),
        ]
        indexes = [
            models.Index(fields=["digest", "-heard_on", "contact"], name="sound_newest"),
        ]

    def __str__(self) -> str:
        return f"sound of {self.contact_id}"


class Said(models.TextChoices):
    """What a person says of two names that sound alike."""

    NOTHING = "", _("Nobody has looked yet")
    ONE = "ONE", _("They are one")
    TWO = "TWO", _("They are two")


class Resemblance(models.Model):
    """Two names that may be one. Only a person joins them; what was refused stays refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    second = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()  # 0 to 100
    noticed_on = models.DateField()
    said = models.CharField(max_length=3, choices=Said, blank=True, default=Said.NOTHING)
    said_by = models.UUIDField(null=True)
    said_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="resemblance_once"),
        ]

    def __str__(self) -> str:
        return f"resemblance {self.id}"


class Hearing(models.Model):
    """A contact was named in a report."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    village = models.CharField(max_length=13)  # code; empty when the words name no village
    heard_on = models.DateField()
    voice = models.UUIDField(null=True)  # the first report with these words; none: its own

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "report"], name="hearing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.report_id}"


class LicenceList(models.Model):
    """A list of placement firms as it was published on a day. Public facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    as_of = models.DateField(unique=True)
    source = models.CharField(max_length=300)
    read_on = models.DateField()

    def __str__(self) -> str:
        return f"licences of {self.as_of}"


class Licence(models.Model):
    """A firm on a list, with how it stands there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(LicenceList, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=120, db_index=True)  # the one way to write it
    number = models.CharField(max_length=80, default="")
    status = models.CharField(max_length=9)  # ACTIVE, SUSPENDED, REVOKED
    until = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name
