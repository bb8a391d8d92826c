"""The officer's desk: what is due, and the inbox, put together from three stages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from pimpasa.answers.counted import behind
from pimpasa.answers.models import Clock, Deadline, Listed, Message
from pimpasa.intake.models import Report
from pimpasa.intake.queries import may_read, readable_by, reports_for
from pimpasa.triage.models import Emergency, Reading, Settlement

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

PAGE = 50


_STATES: dict[str, dict[str, bool]] = {
    "": {},
    "UNREAD": {"is_settled": False},
    "SETTLED": {"is_settled": True},
    "UNANSWERED": {"is_answered": False},
    "ANSWERED": {"is_answered": True},
}


@dataclass(frozen=True)
class Filters:
    """What an officer looks for. Each stays in the address of the page; empty means all."""

    state: str = ""  # UNREAD (not settled), SETTLED, UNANSWERED, ANSWERED
    kind: str = ""
    urgency: str = ""
    topic: str = ""
    village: str = ""
    what: str = ""  # as it is counted: all, kind:QUESTION, topic:tppo, flag:child, element:A1
    place: str = ""  # the code of a place at any level
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Row:
    """One report as a list may show it: codes and days, never words."""

    report_id: UUID
    kind: str
    topics: list[str]
    village_code: str | None
    village_name: str
    received_on: date
    urgency: str
    risk: str
    is_tppo: bool
    is_tppm: bool
    is_settled: bool
    is_answered: bool
    wrote_again: bool  # answered once, and the person has said something since
    is_emergency: bool
    is_deleted: bool
    due_on: date | None
    due_at: datetime | None
    clock: str
    is_escalated: bool


@dataclass(frozen=True)
class Page:
    """One page of the inbox."""

    rows: list[Row]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class _Stands:
    """How far a report has come."""

    is_answered: bool
    is_owed_an_answer: bool
    is_emergency: bool


def due(officer: Officer, *, limit: int = 20) -> list[Row]:
    """What is owed to the reports of this officer, the most pressing first."""
    # Few reports of their own: from these. Many: from what is due first, until enough are theirs.
    theirs = Q(report__in=reports_for(officer)) if officer.serves_villages else may_read(officer)
    owed = Deadline.objects.filter(theirs)
    first = owed.order_by("due_on", F("due_at").asc(nulls_last=True))[: limit * 2]
    reports = list(dict.fromkeys(deadline.report_id for deadline in first))[:limit]
    return _rows(Report.objects.filter(id__in=reports), order=reports)


def inbox(
    officer: Officer,
    filters: Filters,
    *,
    page: int = 1,
    blind: Collection[UUID] = (),
    among: Q | None = None,
) -> Page:
    """Reports of this officer, emergencies first, then the newest; of those that fit `among`.

    Of those in `blind` nobody's view is shown, and none is found by what somebody made of it.
    """
    found = _listed(officer, filters).filter(among or Q())
    if filters.kind or filters.urgency or filters.topic or filters.what or among:
        found = found.exclude(report_id__in=blind)
    total = found.count()
    number = min(max(1, page), max(1, -(-total // PAGE)))
    waiting = Emergency.objects.filter(answered_by=None).values("report")
    ordered = found.annotate(waits=Q(report__in=waiting)).order_by(
        "-waits", "-received_on", "report_id"
    )
    ids = list(ordered.values_list("report_id", flat=True)[(number - 1) * PAGE : number * PAGE])
    rows = _rows(Report.objects.filter(id__in=ids), order=ids)
    return Page(without_views(rows, blind), total, number)


def without_views(rows: Iterable[Row], blind: Collection[UUID]) -> list[Row]:
    """The rows, those in `blind` without what the machine or an officer made of the words."""
    return [_without_view(row) if row.report_id in blind else row for row in rows]


def _without_view(row: Row) -> Row:
    return replace(row, kind="", topics=[], urgency="", risk="", is_tppo=False, is_tppm=False)


def how_many(officer: Officer, filters: Filters) -> int:
    """How many reports of this officer fit the filters."""
    return _listed(officer, filters).count()


def _listed(officer: Officer, filters: Filters) -> QuerySet[Listed]:
    if filters.state not in _STATES:
        return Listed.objects.none()
    asked = {
        "kind": filters.kind,
        "village": filters.village,
        "received_on__gte": filters.since,
        "received_on__lt": filters.until,
        "urgency": filters.urgency,
        # Topics are short lower-case codes, so a quoted match in the JSON text is exact.
        "topics__contains": filters.topic and f'"{filters.topic}"',
    }
    narrowed = {name: value for name, value in asked.items() if value} | _STATES[filters.state]
    counted = behind(what=filters.what, place=filters.place)
    return Listed.objects.filter(readable_by(officer), counted, **narrowed)


def _rows(reports: QuerySet[Report], *, order: list[UUID]) -> list[Row]:
    kept = {r.id: r for r in reports.select_related("village").defer("words")}
    readings = {r.report_id: r for r in Reading.objects.filter(report__in=order).defer("whole")}
    settled = _latest(order)
    answered = _ids(Message.objects.filter(officer__isnull=False), order)
    waiting = _ids(Emergency.objects.filter(answered_by=None), order)
    owed = _nearest(order)
    asks = _ids(Deadline.objects.filter(clock=Clock.ANSWER), order)
    return [
        _row(
            kept[i],
            readings.get(i),
            settled.get(i),
            owed.get(i),
            stands=_Stands(i in answered, i in asks, i in waiting),
        )
        for i in order
        if i in kept
    ]


def _ids(rows: QuerySet[Any], order: list[UUID]) -> set[UUID]:
    return set(rows.filter(report__in=order).values_list("report_id", flat=True))


def _latest(order: list[UUID]) -> dict[UUID, Settlement]:
    made = Settlement.objects.filter(report__in=order).defer("note").order_by("version")
    return {s.report_id: s for s in made}


def _nearest(order: list[UUID]) -> dict[UUID, Deadline]:
    owed = Deadline.objects.filter(report__in=order).order_by(
        "-due_on", F("due_at").desc(nulls_first=True)
    )
    return {d.report_id: d for d in owed}


def _row(
    report: Report,
    reading: Reading | None,
    settled: Settlement | None,
    owed: Deadline | None,
    *,
    stands: _Stands,
) -> Row:
    view = settled or reading
    return Row(
        report_id=report.id,
        kind=view.kind if view else report.kind,
        topics=list(view.topics) if view else [],
        village_code=report.village_id,
        village_name=report.village.name if report.village else "",
        received_on=report.received_on,
        urgency=view.urgency if view else "",
        risk=reading.risk if reading else "",
        is_tppo=view.is_tppo if view else False,
        is_tppm=view.is_tppm if view else False,
        is_settled=settled is not None,
        is_answered=stands.is_answered,
        wrote_again=stands.is_answered and stands.is_owed_an_answer,
        is_emergency=stands.is_emergency,
        is_deleted=report.forgotten_on is not None,
        due_on=owed.due_on if owed else None,
        due_at=owed.due_at if owed else None,
        clock=owed.clock if owed else "",
        is_escalated=bool(owed and owed.escalated_on),
    )
