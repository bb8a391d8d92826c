"""Keep the counts true: one village and week is counted anew whenever something in it changes.

Words that the village's own office must not read count without a village: from the figures of its
village it would see that somebody complained.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django_tasks import task

from pimpasa.counts.models import WeekCount, WeekExposure
from pimpasa.counts.rules import WEEK, Heard, Tally, tally, week_of, whats_of
from pimpasa.intake.models import Readers, Report
from pimpasa.outreach.models import Visit
from pimpasa.outreach.queries import exposure
from pimpasa.triage.models import Reading, Settlement
from pimpasa.triage.rules import View


@task()
def count(report_id: str, *, now: datetime) -> None:
    """A report was read or settled: count its village and week anew."""
    report = Report.objects.only("village_id", "received_on", "readers").get(id=report_id)
    is_afar = report.readers == Readers.ELSEWHERE
    recount("" if is_afar else report.village_id or "", week_of(report.received_on))


@task()
def note_exposure(visit_id: str, *, now: datetime) -> None:
    """A visit was reported: add up anew how much ear was lent to its village in its week."""
    visit = Visit.objects.get(id=visit_id)
    if visit.made_on is None:
        return
    week = week_of(visit.made_on)
    with transaction.atomic():
        _wait_for_the_village(visit.village_id)
        visits, attendance = exposure(visit.village_id, since=week, until=week + WEEK)
        WeekExposure.objects.update_or_create(
            village=visit.village_id,
            week=week,
            defaults={"visits": visits, "attendance": attendance},
        )


def recount(village: str, week: date) -> None:
    """Count one village and ISO week from its reports. Safe to run twice, and side by side.

    `village` is empty for words that name none, or are for another office.
    """
    with transaction.atomic():
        _wait_for_the_village(village)
        tallies = tally(_heard(village, week))
        old = WeekCount.objects.filter(village=village, week=week)
        old.exclude(what__in=tallies).delete()
        WeekCount.objects.bulk_create(
            [_row(village, week, what, counted) for what, counted in sorted(tallies.items())],
            update_conflicts=True,
            unique_fields=["village", "week", "what"],
            update_fields=["n", "settled", "heard"],
        )


def _wait_for_the_village(village: str) -> None:
    """One count of a village at a time, or an older one could be written over a newer."""
    if connection.vendor == "postgresql":  # SQLite has one writer anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"counts {village}"])


def _row(village: str, week: date, what: str, counted: Tally) -> WeekCount:
    return WeekCount(
        village=village,
        week=week,
        what=what,
        n=counted.n,
        settled=counted.settled,
        heard=counted.heard,
    )


def _heard(village: str, week: date) -> Iterable[Heard]:
    afar = Q(readers=Readers.ELSEWHERE)
    reports = Report.objects.filter(
        Q(village=village) & ~afar if village else Q(village=None) | afar,
        received_on__gte=week,
        received_on__lt=week + WEEK,
    ).only("received_on", "sender_digest", "body_digest")
    kept = {report.id: report for report in reports}
    settled = _latest_settlements(kept)
    readings = Reading.objects.filter(report__in=kept).defer("whole")
    seen: dict[UUID, Reading | Settlement] = {r.report_id: r for r in readings}
    for report_id, view in (seen | settled).items():
        report = kept[report_id]
        yield Heard(
            received_on=report.received_on,
            whats=_whats(view),
            is_settled=report_id in settled,
            source=bytes(report.sender_digest or report.body_digest),
        )


def _latest_settlements(reports: Iterable[UUID]) -> dict[UUID, Settlement]:
    made = Settlement.objects.filter(report__in=list(reports)).defer("note").order_by("version")
    return {settlement.report_id: settlement for settlement in made}


def _whats(view: Reading | Settlement) -> frozenset[str]:
    flags = {"tppo": view.is_tppo, "tppm": view.is_tppm, "child": view.is_child}
    views = view.views if isinstance(view, Settlement) else {}
    return whats_of(
        kind=view.kind,
        topics=view.topics,
        flags=[name for name, is_set in flags.items() if is_set],
        elements=[code for code, found in views.items() if found == View.PRESENT.value],
    )
