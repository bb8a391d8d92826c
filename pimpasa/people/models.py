"""Accounts, the agencies and sections they belong to, and the villages they serve."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.periods import Period, ends_after_it_begins
from pimpasa.base.sealed import SealedText
from pimpasa.people.rules import Role

ROLE_NAMES = {
    Role.PIMPASA: _("Village immigration officer"),
    Role.SUPERVISOR: _("Office supervisor"),
    Role.ANALYST: _("Regional analyst"),
    Role.DIRECTORATE: _("Directorate"),
    Role.TRAINER: _("Trainer"),
    Role.PARTNER: _("Partner agency"),
    Role.DPO: _("Data protection officer"),
    Role.ADMIN: _("Administrator"),
}


class Named(models.Model):
    """What bears a name that a decree gave and a decree can change."""

    name = models.CharField(max_length=120)
    named_since = models.DateField(null=True)  # null: since before anybody wrote it down here
    decree = models.CharField(max_length=120, default="")  # the paper that gave the name
    closed_on = models.DateField(null=True)  # the first day without it

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Agency(Named):
    """A partner agency, such as BP3MI or a police unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)


class Section(Named):
    """A section of an office, under the name it has there: Inteldakim, Wasdakim, Tikim."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                condition=Q(closed_on=None),
                name="section_once_an_office",
            )
        ]


class FormerName(models.Model):
    """A name that a section or an agency had until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bearer = models.UUIDField(db_index=True)  # of the section or the agency
    name = models.CharField(max_length=120)
    decree = models.CharField(max_length=120, default="")
    since = models.DateField(null=True)
    until = models.DateField()

    def __str__(self) -> str:
        return f"{self.name} -{self.until}"


class Account(AbstractBaseUser):
    """A person who signs in. The name and the address are sealed; the username is not a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=40, unique=True)
    display_name = SealedText()
    email = SealedText(null=True)
    role = models.CharField(max_length=11, choices=list(ROLE_NAMES.items()))
    office = models.ForeignKey("places.Office", models.PROTECT, null=True, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey("places.Region", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    language = models.CharField(
        max_length=2, choices=[("id", "Bahasa Indonesia"), ("en", "English")], default="id"
    )
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField()
    leaves_on = models.DateField(null=True)  # the first day without access

    objects = BaseUserManager["Account"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = ""

    def __str__(self) -> str:
        return self.username


class Circle(models.Model):
    """Somebody close to an officer, as the officer declared: no case that names them is theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = SealedText()  # a name or a phone number
    declared_on = models.DateField()

    def __str__(self) -> str:
        return f"circle {self.id}"


class Assignment(Period):
    """A village that an officer serves for a period. Many to many; the same pair never twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    village = models.ForeignKey("places.Village", models.PROTECT, related_name="+")

    class Meta:
        constraints = [ends_after_it_begins("assignment_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.village_id} {self.since}-{self.until or ''}"


class DutyTurn(Period):
    """A turn on the duty roster of an office: who is paged when somebody is in danger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        constraints = [ends_after_it_begins("duty_turn_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.since}-{self.until or ''}"
