"""The official tree of places, the offices that serve them, and the villages they foster."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import Zone
from pimpasa.base.periods import Period, ends_after_it_begins


class Province(models.Model):
    """A province, under its official code: 32."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class Regency(models.Model):
    """A regency (kabupaten) or city (kota), under its official code: 32.12."""

    class Kind(models.TextChoices):
        REGENCY = "REGENCY", _("Regency")
        CITY = "CITY", _("City")

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=7, choices=Kind)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A district (kecamatan, in Papua distrik), under its official code: 32.12.11."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=60)
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Village(models.Model):
    """A village (desa), ward (kelurahan) or customary village, under its code: 32.12.11.2005."""

    class Kind(models.TextChoices):
        VILLAGE = "VILLAGE", _("Village")
        WARD = "WARD", _("Ward")
        CUSTOMARY = "CUSTOMARY", _("Customary village")

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=9, choices=Kind)
    postcode = models.CharField(max_length=5, default="")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    # The code tells it, but a join is quicker than a prefix when an inbox asks for a territory.
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__startswith=F("district")) & Q(code__startswith=F("regency")),
                name="village_code_holds_its_parents",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Region(models.Model):
    """A regional office (Kanwil Ditjen Imigrasi): what an analyst looks over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """An immigration office (Kantor Imigrasi). Its class is data: classes change by decree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, unique=True)
    rank = models.CharField(max_length=40, default="")  # "Kelas I TPI"
    zone = models.CharField(max_length=4, choices=[(z.name, z.name) for z in Zone])
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    contact = models.CharField(max_length=200, default="")  # as printed on the door
    takes_unplaced = models.BooleanField(default=False)  # words that name no village come here

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["takes_unplaced"],
                condition=Q(takes_unplaced=True),
                name="office_one_takes_the_unplaced",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Territory(Period):
    """A regency that an office serves for a period. The database lets no two offices overlap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="+")

    class Meta:
        constraints = [ends_after_it_begins("territory_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.regency_id} {self.since}-{self.until or ''}"
