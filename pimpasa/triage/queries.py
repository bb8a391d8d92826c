"""Ask about readings: what the machine saw, what was settled, what is an emergency now."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from pimpasa.base.sentences import found
from pimpasa.intake.queries import reports_for
from pimpasa.triage.models import Emergency, Reading, Settlement

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


def reading_of(report_id: UUID) -> Reading | None:
    """The machine's reading of a report, when there is one."""
    return found(Reading, report_id=report_id)


def whole_reading(reading: Reading) -> dict[str, Any] | None:
    """The reading with its findings and evidence (spans into the words); None once forgotten."""
    if reading.whole is None:
        return None
    whole: dict[str, Any] = json.loads(reading.whole)
    return whole


def latest_settlement(report_id: UUID) -> Settlement | None:
    """What holds now for a report; earlier settlements are kept."""
    return found(Settlement, order="-version", report_id=report_id)


def settlements_of(report_id: UUID) -> QuerySet[Settlement]:
    """Every settlement of a report, first to last."""
    return Settlement.objects.filter(report_id=report_id).order_by("version")


def open_emergencies(officer: Officer) -> QuerySet[Emergency]:
    """Emergencies nobody has taken on yet, among the reports this officer may read."""
    # Few wait anywhere, so each is asked whose it is, instead of all reports what they are.
    theirs = Exists(reports_for(officer).filter(pk=OuterRef("report")))
    waiting = Emergency.objects.filter(theirs, answered_by=None)
    return waiting.order_by("raised_on", "report_id")


def labelled_examples() -> QuerySet[Settlement]:
    """Settlements in which a person corrected the machine: what the reader can learn from."""
    return Settlement.objects.exclude(corrections={}).order_by("settled_at")


def changed_by_another(
    *, since: datetime, settled_by: UUID | None = None
) -> list[tuple[UUID, tuple[str, ...]]]:
    """Readings that a second officer settled otherwise: who settled first, and which topics.

    A flag of trafficking or smuggling that was turned counts as its topic.
    """
    seconds = Settlement.objects.filter(version__gt=1, settled_at__gte=since).order_by("settled_at")
    found = []
    for second in seconds:
        first = Settlement.objects.get(report=second.report_id, version=second.version - 1)
        is_asked = settled_by is None or first.settled_by == settled_by
        if is_asked and first.settled_by != second.settled_by and (t := _turned(first, second)):
            found.append((first.settled_by, t))
    return found


def _turned(first: Settlement, second: Settlement) -> tuple[str, ...]:
    topics = set(first.topics) ^ set(second.topics)
    topics |= {"tppo"} if first.is_tppo != second.is_tppo else set()
    topics |= {"tppm"} if first.is_tppm != second.is_tppm else set()
    return tuple(sorted(topics))
