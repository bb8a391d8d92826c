"""Ask what months add up to: by office, and who has not signed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from pimpasa.outreach.models import MonthReport, Visit
from pimpasa.outreach.months import Row, after, as_rows, month_of, total
from pimpasa.people.rules import Deed, Role, may
from pimpasa.places.queries import offices, under

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


@dataclass(frozen=True)
class Recap:
    """The signed months of one office, added up."""

    office: str
    signed: int  # reports signed by their officer
    countersigned: int  # of these, signed by a supervisor too
    figures: Row


def recaps_for(officer: Officer, month: date) -> list[Recap]:
    """Each office's sum: a supervisor's own, an analyst's region's, for the directorate all."""
    named = {one.id: one.name for one in offices()}
    reports: dict[str, list[MonthReport]] = {}
    for report in _signed(officer).filter(month=month_of(month)).order_by("officer"):
        office = named.get(report.office, "") if report.office else ""
        reports.setdefault(office, []).append(report)
    return [_recap(office, reports[office]) for office in sorted(reports)]


def unsigned(officer: Officer, month: date) -> list[UUID]:
    """Who made visits to this officer's villages in a month and has not signed it."""
    if not may(officer.role, Deed.COUNTERSIGN):
        return []
    made = Visit.objects.filter(
        under(officer.scope), made_on__gte=month_of(month), made_on__lt=after(month)
    )
    signed = MonthReport.objects.filter(month=month_of(month)).values("officer")
    missing = made.exclude(officer__in=signed).order_by("officer")
    return list(missing.values_list("officer", flat=True).distinct())


def _signed(officer: Officer) -> QuerySet[MonthReport]:
    """A supervisor counts their office, an analyst their region, the directorate the country."""
    everywhere = MonthReport.objects.all()
    if not may(officer.role, Deed.EXPORT_COUNTS):
        return everywhere.none()
    if officer.role is Role.DIRECTORATE:
        return everywhere
    if officer.office is not None:
        return everywhere.filter(office=officer.office)
    if officer.region is None:
        return everywhere.none()
    here = offices().filter(region=officer.region)
    return everywhere.filter(office__in=list(here.values_list("id", flat=True)))


def _recap(office: str, reports: list[MonthReport]) -> Recap:
    done = sum(report.countersigned_on is not None for report in reports)
    rows = (row for report in reports for row in as_rows(report.rows))
    return Recap(office, len(reports), done, total(rows))
