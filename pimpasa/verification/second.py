"""The blind second reading of a sample: drawn by chance, taken up, said, and held to the first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.content import content_root, read_toml
from pimpasa.base.errors import Refused
from pimpasa.intake.models import Kind, Report
from pimpasa.intake.queries import NoSuchReport, may_read, report_for, reports_for
from pimpasa.ledger.actions import record_act
from pimpasa.ledger.queries import last_acted
from pimpasa.people.rules import Deed, Role, may
from pimpasa.triage.models import Settlement, Urgency
from pimpasa.verification.agreement import Agreement, agreement_of
from pimpasa.verification.models import SecondReading

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

MOST = 50  # offered at once
FIELDS = ("kind", "urgency", "is_tppo", "is_tppm", "is_child")


class NotDrawn(Refused):
    """The report waits for no second reading by this officer."""

    reason = _(
        "This report is not in the sample, was read a second time already, or you have seen what "
        "was settled."
    )
    status = 409


@dataclass(frozen=True)
class Said:
    """What a second reader makes of the words."""

    kind: Kind
    urgency: Urgency
    is_tppo: bool
    is_tppm: bool
    is_child: bool


@dataclass(frozen=True)
class Sample:
    """How many are read again, and for how long they may be."""

    share: float
    open_days: int
    take_again_days: int


@dataclass(frozen=True)
class Changed:
    """A reading that a second reader saw otherwise: field -> (the first reader's, the second's)."""

    report: UUID
    first_by: UUID
    second_by: UUID
    at: datetime
    differs: dict[str, tuple[str, str]]


@cache
def sample() -> Sample:
    """The sample as content says it."""
    told = read_toml(content_root() / "verification" / "second.toml")
    return Sample(**{name: told[name] for name in Sample.__dataclass_fields__})


def waiting_for(officer: Officer, *, now: datetime) -> list[Report]:
    """The reports this officer can read blind now: not settled or seen by them since, and drawn."""
    drawn = list(_drawn(officer, now=now).order_by("settled_at", "id")[:MOST])
    seen = _seen(officer, drawn)
    return [one.report for one in drawn if one.id not in seen]


def take_second_reading(officer: Officer, report_id: UUID, *, now: datetime) -> None:
    """Take one up; until it is said, the case stays closed to this officer.

    Taking it up again changes nothing. Raises NoSuchReport, NotDrawn.
    """
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchReport
    with transaction.atomic():
        report = report_for(officer, report_id)
        if is_reading(officer, report.id):
            return
        settlement = _drawn(officer, now=now).filter(report=report).first()
        if settlement is None or _seen(officer, [settlement]):
            raise NotDrawn
        SecondReading.objects.update_or_create(
            settlement=settlement, defaults={"taken_by": officer.id, "taken_at": now}
        )
        record_act("verification.second_taken", subject=report.id, actor=officer.id, at=now)


def say_second_reading(
    officer: Officer, report_id: UUID, said: Said, *, now: datetime
) -> SecondReading:
    """Keep what the second reader makes of it, beside the first. Saying it again changes nothing.

    Raises NoSuchReport, NotDrawn.
    """
    if not may(officer.role, Deed.VERIFY):
        raise NoSuchReport
    with transaction.atomic():
        report = report_for(officer, report_id)
        taken = SecondReading.objects.select_for_update().filter(
            settlement__report=report, taken_by=officer.id
        )
        reading = taken.select_related("settlement").first()
        if reading is None:
            raise NotDrawn
        if reading.said_at is not None:
            return reading
        reading.said, reading.said_at = _as_written(asdict(said)), now
        first = {name: getattr(reading.settlement, name) for name in FIELDS}
        was = _as_written(first)
        reading.differs = {
            name: [was[name], reading.said[name]]
            for name in FIELDS
            if was[name] != reading.said[name]
        }
        reading.save(update_fields=["said", "said_at", "differs"])
        record_act(
            "verification.second_said",
            subject=report.id,
            actor=officer.id,
            at=now,
            differs=len(reading.differs),
        )
    return reading


def is_reading(officer: Officer, report_id: UUID) -> bool:
    """True while this officer has a second reading of a report to say."""
    open_ones = SecondReading.objects.filter(taken_by=officer.id, said_at=None)
    return open_ones.filter(settlement__report=report_id).exists()


def blind_for(officer: Officer, *, now: datetime) -> frozenset[UUID]:
    """The reports of which this officer must see nobody's view: drawn for them, or being read."""
    if not may(officer.role, Deed.VERIFY):
        return frozenset()
    taken = SecondReading.objects.filter(taken_by=officer.id, said_at=None)
    reading = taken.values_list("settlement__report", flat=True)
    return frozenset(reading) | {report.id for report in waiting_for(officer, now=now)}


def agreement_for(officer: Officer, *, since: datetime | None = None) -> dict[str, Agreement]:
    """How far first and second readers agree, field by field, over what this officer may know.

    Of second readings since a moment, or of all. The directorate knows of all, by count only.
    """
    found = _said_for(officer).filter(**({"said_at__gte": since} if since else {}))
    both = list(found.values_list("said", "differs"))
    return {name: agreement_of(_pairs(both, name)) for name in FIELDS}


def changed_for(officer: Officer) -> list[Changed]:
    """Readings a second reader saw otherwise, among the reports this officer may read."""
    differing = _said_for(officer).exclude(differs={}).order_by("-said_at")
    if not officer.reads_words:
        return []
    return [_changed(one) for one in differing]


def changed_of(account: UUID) -> list[Changed]:
    """The readings of this officer that a second reader saw otherwise: what there is to learn."""
    said = SecondReading.objects.filter(settlement__settled_by=account, said_at__isnull=False)
    differing = said.exclude(differs={}).select_related("settlement").order_by("-said_at")
    return [_changed(one) for one in differing]


def _drawn(officer: Officer, *, now: datetime) -> QuerySet[Settlement]:
    """First settlements whose id chance made small: nobody can tell beforehand which are drawn."""
    if not may(officer.role, Deed.VERIFY):
        return Settlement.objects.none()
    known = sample()
    taken_lately = Q(taken_at__gt=now - timedelta(days=known.take_again_days))
    not_free = SecondReading.objects.filter(taken_lately | Q(said_at__isnull=False))
    return (
        Settlement.objects.filter(
            may_read(officer),
            version=1,
            id__lte=UUID(int=min(int(known.share * 2**128), 2**128 - 1)),
            settled_at__gt=now - timedelta(days=known.open_days),
            report__forgotten_on=None,
        )
        .exclude(settled_by=officer.id)
        .exclude(id__in=not_free.values("settlement"))
        .select_related("report")
    )


def _seen(officer: Officer, drawn: Collection[Settlement]) -> set[UUID]:
    """Whoever opened the words after they were settled saw the decision beside them."""
    reports = [one.report_id for one in drawn]
    opened = last_acted(officer.id, "intake.words_read", subjects=reports)
    return {
        one.id
        for one in drawn
        if one.report_id in opened and opened[one.report_id] >= one.settled_at
    }


def _said_for(officer: Officer) -> QuerySet[SecondReading]:
    said = SecondReading.objects.filter(said_at__isnull=False).select_related("settlement")
    if officer.role is Role.DIRECTORATE:
        return said
    return said.filter(settlement__report__in=reports_for(officer))


def _pairs(both: list[tuple[Any, Any]], name: str) -> Iterator[tuple[str, str]]:
    for said, differs in both:
        yield (differs[name][0] if name in differs else said[name]), said[name]


def _as_written(chosen: dict[str, object]) -> dict[str, str]:
    """As JSON keeps it: codes, and yes or no as 1 or 0."""
    return {name: str(int(v)) if isinstance(v, bool) else str(v) for name, v in chosen.items()}


def _changed(one: SecondReading) -> Changed:
    assert one.said_at is not None  # noqa: S101  asked for above
    return Changed(
        report=one.settlement.report_id,
        first_by=one.settlement.settled_by,
        second_by=one.taken_by,
        at=one.said_at,
        differs={name: (was, now) for name, (was, now) in one.differs.items()},
    )
