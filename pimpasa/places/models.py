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
    # takes what is meant for elsewhere, where the office above is the village's own
    stands_in = models.BooleanField(default=False)
    opened_on = models.DateField(null=True)  # null: before anybody wrote it down here
    closed_on = models.DateField(null=True)  # the first day without this office
    opening_decree = models.CharField(max_length=120, default="")
    closing_decree = models.CharField(max_length=120, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["takes_unplaced"],
                condition=Q(takes_unplaced=True),
                name="office_one_takes_the_unplaced",
            ),
            models.UniqueConstraint(
                fields=["stands_in"], condition=Q(stands_in=True), name="office_one_stands_in"
            ),
            models.CheckConstraint(
                condition=Q(takes_unplaced=False) | Q(stands_in=False),
                name="office_does_not_stand_in_for_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Territory(Period):
    """A regency that an office serves for a period. The database lets no two offices overlap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="+")
    decree = models.CharField(max_length=120, default="")  # the paper that gave it to the office

    class Meta:
        constraints = [ends_after_it_begins("territory_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.regency_id} {self.since}-{self.until or ''}"


class FosteredVillage(Period):
    """A Desa Binaan Imigrasi: a village that an office fosters under a decree, for a period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    decree = models.CharField(max_length=120)  # number of the decree, as written on it
    end_decree = models.CharField(max_length=120, default="")  # of the one that ended it

    class Meta:
        constraints = [ends_after_it_begins("fostering_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.decree}"


class VillageTag(models.Model):
    """A word about a fostered village, such as border, coast or Desa Migran EMAS."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fostered = models.ForeignKey(FosteredVillage, models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fostered", "word"], name="village_tag_once")
        ]

    def __str__(self) -> str:
        return self.word


class Location(models.Model):
    """Where a place of any level lies, when somebody imported it: degrees, WGS 84."""

    code = models.CharField(max_length=13, primary_key=True)
    lat = models.FloatField()
    lon = models.FloatField()
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__range=(-12, 8), lon__range=(94, 142)),
                name="location_in_indonesia",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.lat} {self.lon}"


class Population(models.Model):
    """How many people live in a place of any level in a year, when somebody imported it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=13)
    year = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    men = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="population_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year} {self.people}"


class Boundary(models.Model):
    """The outline of a place of any level, when somebody imported it: never an official one."""

    code = models.CharField(max_length=13, primary_key=True)
    shape = models.BinaryField()  # a GeoJSON geometry, compressed
    source = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.code
