"""What the community tells us."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedField, SealedText


class Kind(models.TextChoices):
    """What the words are meant to be, as the person chose."""

    QUESTION = "QUESTION", _("Question")
    SUGGESTION = "SUGGESTION", _("Suggestion")
    REPORT = "REPORT", _("Report")
    JOB_OFFER = "JOB_OFFER", _("Job offer passed on")


class Channel(models.TextChoices):
    """How the words reached us."""

    WEB = "WEB", _("Web page")
    OFFICER = "OFFICER", _("Told to an officer")
    PAPER = "PAPER", _("Paper")
    WHATSAPP = "WHATSAPP", _("WhatsApp")
    CSV = "CSV", _("List")


class Leaving(models.TextChoices):
    """When the person spoken of is to leave."""

    SOON = "SOON", _("Within three days")
    LATER = "LATER", _("Later than that")
    GONE = "GONE", _("Has left already")
    UNKNOWN = "UNKNOWN", _("Not known, or not about leaving")


class Readers(models.TextChoices):
    """Who may read, as the person chose."""

    VILLAGE = "VILLAGE", _("The officer for this village")
    ELSEWHERE = "ELSEWHERE", _("An officer of another office")


class Sharing(models.TextChoices):
    """Whether another agency may be told, as the person chose."""

    ASK = "ASK", _("Ask me first, under my code")
    YES = "YES", _("Yes, without words that could point to me")
    NO = "NO", _("No")


class Language(models.TextChoices):
    """In which language the person wants the answer; the words may be in any."""

    ID = "id", "Bahasa Indonesia"
    EN = "en", "English"


class Report(models.Model):
    """One person's own words. Nothing in this row says who spoke, or at what hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    channel = models.CharField(max_length=8, choices=Channel)
    village = models.ForeignKey("places.Village", models.PROTECT, null=True, related_name="+")
    words = SealedText(null=True)
    received_on = models.DateField()  # a day, not a time: times identify people
    leaving = models.CharField(max_length=7, choices=Leaving, default=Leaving.UNKNOWN)
    readers = models.CharField(max_length=9, choices=Readers, default=Readers.VILLAGE)
    sharing = models.CharField(max_length=3, choices=Sharing, default=Sharing.ASK)
    language = models.CharField(max_length=2, choices=Language, default=Language.ID)
    only_by_code = models.BooleanField(default=True)  # nobody may seek this person out
    entered_by = models.UUIDField(null=True)  # the officer who wrote it down for the person
    sender_digest = models.BinaryField(max_length=32, null=True)  # WhatsApp only: keyed hash
    receipt_digest = models.BinaryField(max_length=32, unique=True)
    body_digest = models.BinaryField(max_length=32)  # keyed: tells a repeat from a second thought
    on_hold = models.BooleanField(default=False)  # legal hold: not removed when its time comes
    forgotten_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(words__isnull=False, forgotten_on__isnull=True)
                | Q(words__isnull=True, forgotten_on__isnull=False),
                name="report_has_words_until_forgotten",
            ),
        ]
        indexes = [
            # All that a list asks of a report, so that it need not fetch the words to count.
            models.Index(
                fields=["village", "-received_on", "readers", "kind", "id"], name="report_in_list"
            ),
            models.Index(fields=["received_on"], name="report_by_day"),
        ]

    def __str__(self) -> str:
        return f"report {self.id}"


class Attachment(models.Model):
    """A photo, voice note or paper that came with the words, cleaned and sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()  # bytes, as kept
    content = SealedField()

    def __str__(self) -> str:
        return f"attachment {self.id}"
