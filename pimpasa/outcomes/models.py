"""What became of reports: closings, people helped, returns planned. None of it says who."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.base.sealed import SealedText


class Reason(models.TextChoices):
    """Why nothing is left to do for a report."""

    ANSWERED = "ANSWERED", _("Answered: nothing else was needed")
    HELPED = "HELPED", _("Somebody was helped")
    HANDED_OVER = "HANDED_OVER", _("Another agency has it and does it")
    NOTHING_FOUND = "NOTHING_FOUND", _("Looked into: nothing of it was found")
    UNREACHED = "UNREACHED", _("Could not be looked into")
    NOT_WANTED = "NOT_WANTED", _("The person wants nothing done")


class Closing(models.Model):
    """A report was closed for a reason; when it is opened again, the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=13, choices=Reason)
    note = SealedText(null=True)  # for colleagues; gone with the words
    closed_on = models.DateField(db_index=True)
    closed_by = models.UUIDField()
    reopened_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(reopened_on=None), name="report_closed_once"
            )
        ]

    def __str__(self) -> str:
        return f"closing {self.id}"


class Help(models.TextChoices):
    """What people were helped with."""

    STOPPED = "STOPPED", _("Did not leave with a recruiter")
    RESCUED = "RESCUED", _("Came out of exploitation")
    HOME = "HOME", _("Came home")
    PAPERS = "PAPERS", _("Got their papers or money back")
    LIVING = "LIVING", _("Got training, credit or work")
    CARE = "CARE", _("Got shelter or care")


class Helped(models.Model):
    """People helped together, counted once however many reports spoke of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey("places.Village", models.PROTECT, null=True, related_name="+")
    help = models.CharField(max_length=7, choices=Help)
    people = models.PositiveSmallIntegerField()
    on = models.DateField(db_index=True)
    noted_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="helped_are_somebody")
        ]

    def __str__(self) -> str:
        return f"helped {self.id}"


class HelpedIn(models.Model):
    """A report that speaks of people who were helped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    helped = models.ForeignKey(Helped, models.PROTECT, related_name="+")
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["helped", "report"], name="helped_once_a_report")
        ]

    def __str__(self) -> str:
        return f"helped {self.helped_id} in {self.report_id}"


class PlannedReturn(models.Model):
    """A day on which an officer goes to a village again, to see how things stand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("intake.Report", models.PROTECT, related_name="+")
    on = models.DateField()
    planned_by = models.UUIDField()
    made_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(made_on=None), name="return_planned_once"
            )
        ]

    def __str__(self) -> str:
        return f"return {self.id}"
