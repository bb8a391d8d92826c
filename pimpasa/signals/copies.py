"""Is a rise many voices, or one text passed on? Asked before it becomes an alarm."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from pimpasa.counts.rules import ALL, WEEK
from pimpasa.intake.models import Readers, Report
from pimpasa.links.voices import voices
from pimpasa.signals.assumptions import assumptions
from pimpasa.signals.models import Quiet
from pimpasa.triage.models import Reading, Settlement

MOST = 400  # reports looked at, the newest: a rise of more is no single chain in a few villages


@dataclass(frozen=True)
class Voices:
    """Behind a rise: how many reports say what others say in the same words."""

    reports: int
    copies: int

    @property
    def own(self) -> int:
        """Reports that speak for themselves."""
        return self.reports - self.copies


def voices_behind(what: str, villages: Collection[str], *, first: date, last: date) -> Voices:
    """Whose words the reports of villages about a topic are, from one Monday's week to another's.

    Words that are gone speak for themselves. What is for another office is not counted here.
    """
    told = reports_about(what, villages, first=first, last=last).values()
    texts = {one.id: one.words for one in sorted(told, key=_order) if one.words}
    first_of = voices(texts)
    return Voices(len(told), len(texts) - len(set(first_of.values())))


def reports_about(
    what: str, villages: Collection[str], *, first: date, last: date
) -> dict[UUID, Report]:
    """The reports of villages about a topic, from one Monday's week to another's, the newest.

    A thing that is no topic stands behind no report here, but for "all".
    """
    around = Report.objects.filter(
        village__in=list(villages), received_on__gte=first, received_on__lt=last + WEEK
    ).exclude(Q(readers=Readers.ELSEWHERE))
    newest = {report.id: report for report in around.order_by("-received_on", "id")[:MOST]}
    topic = what.partition(":")[2]
    read = dict(Reading.objects.filter(report__in=newest).values_list("report_id", "topics"))
    settled = Settlement.objects.filter(report__in=newest).order_by("version")
    read |= dict(settled.values_list("report_id", "topics"))
    return {key: newest[key] for key, topics in read.items() if what == ALL or topic in topics}


def why_quiet(what: str, *, observed: float, upper: float, behind: Voices) -> str:
    """Why a rise is noted and no alarm; nothing where it is one.

    What nobody is harmed by is a matter of service. What would be usual if every text counted once,
    however often it is passed on, is one voice.
    """
    if what in assumptions().services:
        return Quiet.SERVICE
    is_usual = min(observed, behind.own) <= max(upper, 1)
    return Quiet.ONE_VOICE if behind.copies and is_usual else ""


def _order(report: Report) -> tuple[date, str]:
    return report.received_on, str(report.id)
