"""How often something was heard in a village in a week, and how much ear was lent there."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class WeekCount(models.Model):
    """How many reports of a village and an ISO week are about one thing.

    `heard` is the same with bursts damped: what one hand can add in a day is capped.
    """

    village = models.CharField(max_length=13)  # its code; empty for words that name no village
    week = models.DateField()  # its Monday
    what = models.CharField(max_length=24)  # all, kind:QUESTION, topic:tppo, flag:child, element:A1
    n = models.PositiveIntegerField()
    settled = models.PositiveIntegerField()  # of these, how many an officer has settled
    heard = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "week", "what"], name="week_count_once"),
            models.CheckConstraint(
                condition=Q(settled__lte=F("n"), heard__lte=F("n"), n__gte=1),
                name="week_count_adds_up",
            ),
        ]
        indexes = [models.Index(fields=["what", "week", "village"], name="week_count_of_what")]

    def __str__(self) -> str:
        return f"{self.village} {self.week} {self.what}: {self.n}"


class WeekExposure(models.Model):
    """How much ear was lent to a village in an ISO week: visits made, people at talks."""

    village = models.CharField(max_length=13)
    week = models.DateField()  # its Monday
    visits = models.PositiveIntegerField()
    attendance = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "week"], name="week_exposure_once")
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.week}: {self.visits} visits, {self.attendance} people"


class WeekTalk(models.Model):
    """Of the people at talks in a village and ISO week, how many sat in those on one topic alone.

    Who is not here heard of this and that: such a talk lends an ear to every topic.
    """

    village = models.CharField(max_length=13)
    week = models.DateField()  # its Monday
    topic = models.CharField(max_length=20)  # of content, without "topic:"
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "week", "topic"], name="week_talk_once")
        ]

    def __str__(self) -> str:
        return f"{self.village} {self.week}: {self.people} people on {self.topic}"


class Publication(models.Model):
    """A month whose figures were told to everybody. It is never told again, or differently.

    A figure that was corrected later would, subtracted from the old one, tell of one person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(unique=True)  # its first day; weeks by their Thursday
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class PublishedCount(models.Model):
    """A figure of such a month that gives nobody away. What is not here is small or hides one."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="+")
    place = models.CharField(max_length=5)  # empty: the nation; 00: no place of it
    week = models.DateField(null=True)  # its Monday; null: the whole month
    what = models.CharField(max_length=24)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "place", "week", "what"], name="published_once_a_week"
            ),
            models.UniqueConstraint(
                fields=["publication", "place", "what"],
                condition=Q(week=None),
                name="published_once_a_month",
            ),
            models.CheckConstraint(condition=Q(n__gte=5), name="published_is_not_small"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.week or 'month'} {self.what}: {self.n}"
