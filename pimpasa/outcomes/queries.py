"""Ask what became of reports: for officers who may read them, and in figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from pimpasa.intake.models import Report
from pimpasa.intake.queries import may_read, reports_for
from pimpasa.outcomes import rules
from pimpasa.outcomes.models import Closing, Helped, HelpedIn, PlannedReturn
from pimpasa.people.queries import names_of
from pimpasa.places.queries import under
from pimpasa.referrals.models import Referral, State, Step

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

KNOWN_GROUPS = 20  # as many as one list may offer


@dataclass(frozen=True)
class Figures:
    """What became of what was asked in a period: outcomes, not ceremonies."""

    closed: dict[str, int] = field(default_factory=dict)  # by reason
    helped: dict[str, int] = field(default_factory=dict)  # people by kind of help, each once
    told: int = 0  # referrals whose outcome the person was told
    untold: int = 0  # an outcome or a refusal nobody has told yet

    @property
    def people(self) -> int:
        """All who were helped."""
        return sum(self.helped.values())


def closing_of(report_id: UUID) -> Closing | None:
    """Why a report is closed; None while it is open."""
    return Closing.objects.filter(report_id=report_id, reopened_on=None).first()


def next_return(report_id: UUID) -> PlannedReturn | None:
    """The return that is planned and not made yet."""
    return PlannedReturn.objects.filter(report_id=report_id, made_on=None).first()


def returns_for(officer: Officer, *, until: date) -> QuerySet[PlannedReturn]:
    """The returns due until a day, of the reports this officer may read, the nearest first."""
    mine = PlannedReturn.objects.filter(report__in=reports_for(officer), made_on=None)
    return mine.filter(on__lte=until).select_related("report__village").order_by("on", "id")


def helped_in(report_id: UUID) -> QuerySet[Helped]:
    """Who was helped, of whom a report speaks: numbers alone."""
    speaks = HelpedIn.objects.filter(report_id=report_id)
    return Helped.objects.filter(id__in=speaks.values("helped_id")).order_by("on", "id")


def group_for(officer: Officer, group: UUID) -> Helped | None:
    """A group of people that a report this officer may read speaks of."""
    return _groups(officer).filter(id=group).first()


def groups_near(officer: Officer, report: Report) -> list[Helped]:
    """Groups helped lately of whom this report may speak too: of the same regency, the newest."""
    here = (report.village_id or "")[:5]
    near = _groups(officer).filter(under([here]) if here else Q(village=None))
    joined = HelpedIn.objects.filter(report=report).values("helped_id")
    return list(near.exclude(id__in=joined).order_by("-on", "id")[:KNOWN_GROUPS])


def dangers_of(report: Report, words: str) -> frozenset[rules.Danger]:
    """What could betray somebody in words that are to be told back about a report."""
    acted = Step.objects.filter(referral__report=report).values_list("by", flat=True)
    officers = names_of(by for by in acted if by)
    names = [name for one in officers.values() for name in (one, *one.split())]
    return rules.dangers(words, officers=names)


def closings_for(officer: Officer, *, since: date, until: date) -> QuerySet[Closing]:
    """What was closed from a day until before another, of the reports this officer may read."""
    closed = Closing.objects.filter(closed_on__gte=since, closed_on__lt=until)
    mine = closed.filter(may_read(officer)).select_related("report__village")
    return mine.defer("note", "report__words").order_by("-closed_on", "id")


def helped_for(officer: Officer, *, since: date, until: date) -> list[tuple[Helped, UUID]]:
    """Groups of people helped in these days, the newest first, each with a report one may read."""
    groups = _groups(officer).filter(on__gte=since, on__lt=until).select_related("village")
    speaks = HelpedIn.objects.filter(helped__in=groups, report__in=reports_for(officer))
    of = dict(speaks.order_by("id").values_list("helped", "report"))
    return [(one, of[one.id]) for one in groups.order_by("-on", "id")]


def figures(officer: Officer, *, since: date, until: date) -> Figures:
    """Outcomes from a day until before another, of the reports this officer may read."""
    closings = closings_for(officer, since=since, until=until).order_by()
    referrals = Referral.objects.filter(drafted_on__gte=since, drafted_on__lt=until)
    referrals = referrals.filter(may_read(officer))
    helped = _groups(officer).filter(on__gte=since, on__lt=until)
    ended = (State.OUTCOME, State.DECLINED)
    return Figures(
        closed=dict(closings.values_list("reason").annotate(n=Count("id")).order_by("-n")),
        helped=dict(helped.values_list("help").annotate(n=Sum("people")).order_by("-n")),
        told=referrals.filter(state=State.TOLD).count(),
        untold=referrals.filter(state__in=ended).count(),
    )


def _groups(officer: Officer) -> QuerySet[Helped]:
    speaks = HelpedIn.objects.filter(report__in=reports_for(officer))
    return Helped.objects.filter(id__in=speaks.values("helped_id"))
