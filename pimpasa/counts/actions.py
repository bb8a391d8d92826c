"""Keep the counts true: one village and week is counted anew whenever something in it changes.

Words that the village's own office must not read count without a village: from the figures of its
village it would see that somebody complained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks import task

from pimpasa.base.sentences import asked_often, existing
from pimpasa.base.turns import in_turn
from pimpasa.counts.models import WeekCount, WeekExposure, WeekTalk
from pimpasa.counts.rules import WEEK, Heard, Tally, tally, week_of, whats_of
from pimpasa.intake.models import Readers, Report
from pimpasa.ledger.followups import OUTSIDE, subjects_in_turn
from pimpasa.outreach.models import Visit
from pimpasa.outreach.queries import exposure
from pimpasa.triage.models import Reading, Settlement
from pimpasa.triage.rules import View

_LOOK_AHEAD = 50  # jobs that wait: enough to see that many came at once


@task(queue_name=OUTSIDE)  # not in one transaction: to count takes longer than writers should wait
def count(report_id: str, *, now: datetime) -> None:
    """A report was read or settled: count its village and week anew.

    Of many that wait for one village and week, the last one counts for all.
    """
    report = existing(Report, report_id)
    village, week = _counted_as(report)
    waiting = subjects_in_turn(count, most=_LOOK_AHEAD)
    if not Report.objects.filter(_reports_of(village, week, week + WEEK), id__in=waiting).exists():
        recount(village, week)


@task()
def note_exposure(visit_id: str, *, now: datetime) -> None:
    """A visit was reported: add up anew how much ear was lent to its village in its week."""
    visit = Visit.objects.get(id=visit_id)
    if visit.made_on is None:
        return
    village, week = visit.village_id, week_of(visit.made_on)
    with transaction.atomic(), in_turn(_turn(village)):
        visits, people = exposure(village, since=week, until=week + WEEK)
        WeekExposure.objects.update_or_create(
            village=village,
            week=week,
            defaults={"visits": visits, "attendance": sum(people.values())},
        )
        WeekTalk.objects.filter(village=village, week=week).delete()
        WeekTalk.objects.bulk_create(
            WeekTalk(village=village, week=week, topic=topic, people=came)
            for topic, came in sorted(people.items())
            if topic and came
        )


def recount(village: str, week: date) -> None:
    """Count one village and ISO week from its reports. Safe to run twice, and side by side.

    `village` is empty for words that name none, or are for another office.
    """
    with in_turn(_turn(village)):
        _write(village, week, tally(_heard(village, week)))


def _turn(village: str) -> str:
    """One count of a village at a time, or an older one could be written over a newer."""
    return f"counts {village}"


def _write(village: str, week: date, tallies: Mapping[str, Tally]) -> None:
    with transaction.atomic():
        kept = {row.what: row for row in _kept(village, week)}
        if gone := kept.keys() - tallies.keys():
            WeekCount.objects.filter(village=village, week=week, what__in=gone).delete()
        WeekCount.objects.bulk_create(
            [
                _row(village, week, what, counted)
                for what, counted in sorted(tallies.items())
                if what not in kept or _counted(kept[what]) != counted
            ],
            update_conflicts=True,
            unique_fields=["village", "week", "what"],
            update_fields=["n", "settled", "heard"],
        )


@asked_often
def _kept(village: str, week: date) -> QuerySet[WeekCount]:
    return WeekCount.objects.filter(village=village, week=week)


def _counted(row: WeekCount) -> Tally:
    return Tally(n=row.n, settled=row.settled, heard=row.heard)


def _row(village: str, week: date, what: str, counted: Tally) -> WeekCount:
    return WeekCount(
        village=village,
        week=week,
        what=what,
        n=counted.n,
        settled=counted.settled,
        heard=counted.heard,
    )


def _counted_as(report: Report) -> tuple[str, date]:
    """Under which village, empty for none, and which ISO week a report counts."""
    is_afar = report.readers == Readers.ELSEWHERE
    return "" if is_afar else report.village_id or "", week_of(report.received_on)


def _reports_of(village: str, first: date, until: date, *, by: str = "") -> Q:
    """The reports of some days that count so; `by` leads to them from another model."""
    afar = Q((f"{by}readers", Readers.ELSEWHERE))
    within = Q((f"{by}received_on__gte", first), (f"{by}received_on__lt", until))
    here = Q((f"{by}village", village or None))
    return within & (here & ~afar if village else here | afar)


_OF_THE_REPORT = ("report__received_on", "report__sender_digest", "report__body_digest")
_READ = ("report_id", "kind", "topics", "is_tppo", "is_tppm", "is_child")


def _readings(village: str, first: date, until: date) -> QuerySet[Any]:
    of_these = Reading.objects.filter(_reports_of(village, first, until, by="report__"))
    return of_these.values_list(*_OF_THE_REPORT, *_READ)


def _settlements(village: str, first: date, until: date) -> QuerySet[Any]:
    of_these = Settlement.objects.filter(_reports_of(village, first, until, by="report__"))
    return of_these.order_by("version").values_list(*_OF_THE_REPORT, *_READ, "views")


_readings_here, _settlements_here = asked_often(_readings), asked_often(_settlements)
_readings_nowhere = asked_often(partial(_readings, ""))
_settlements_nowhere = asked_often(partial(_settlements, ""))


def _heard(village: str, week: date) -> Iterable[Heard]:
    """Each report that was read, as an officer settled it last or else as it was read."""
    days = week, week + WEEK
    if village:
        read, made = _readings_here(village, *days), _settlements_here(village, *days)
    else:
        read, made = _readings_nowhere(*days), _settlements_nowhere(*days)
    settled = {row[3]: row for row in made}
    for report, row in ({row[3]: row for row in read} | settled).items():
        received_on, sender, body, _report, *view = row
        yield Heard(
            received_on=received_on,
            whats=_whats(*view),
            is_settled=report in settled,
            source=bytes(sender or body),
        )


def _whats(
    kind: str,
    topics: Iterable[str],
    is_tppo: bool,
    is_tppm: bool,
    is_child: bool,
    views: Mapping[str, str] = MappingProxyType({}),
) -> frozenset[str]:
    flags = {"tppo": is_tppo, "tppm": is_tppm, "child": is_child}
    return whats_of(
        kind=kind,
        topics=topics,
        flags=[name for name, is_set in flags.items() if is_set],
        elements=[code for code, found in views.items() if found == View.PRESENT.value],
    )
