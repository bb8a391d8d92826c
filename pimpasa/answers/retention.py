"""How long words are kept, and the removal of those whose time has come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pimpasa.answers.models import Message
from pimpasa.base.content import BrokenContent, content_root, read_toml
from pimpasa.intake.actions import forget_words
from pimpasa.intake.models import Kind, Report
from pimpasa.triage.models import Emergency, Settlement


def periods() -> dict[str, timedelta]:
    """How long the words of each kind are kept after the last of them.

    Raises BrokenContent when the file of facts leaves one out.
    """
    entries: list[dict[str, Any]] = read_toml(content_root() / "retention.toml").get("period", [])
    found = {entry["kind"]: timedelta(days=entry["days"]) for entry in entries}
    if set(found) != set(Kind.values):
        raise BrokenContent(f"retention.toml: periods for {sorted(found)}, not for every kind")
    return found


def forget_expired(*, today: date) -> int:
    """Remove the words of every report whose time has come; returns how many.

    A legal hold stops it. So does a case: an emergency, or a report settled as a suspicion of
    trafficking or smuggling, is kept until an officer lets it go.
    """
    expired = [
        report
        for kind, period in periods().items()
        for report in _expired(kind, before=today - period).only("id")
    ]
    for report in expired:
        forget_words(report, today=today, why="retention")
    return len(expired)


def _expired(kind: str, *, before: date) -> QuerySet[Report]:
    settled = Settlement.objects.filter(report=OuterRef("pk"))
    is_case = Exists(settled.filter(Q(is_tppo=True) | Q(is_tppm=True))) | Exists(
        Emergency.objects.filter(report=OuterRef("pk"))
    )
    goes_on = Exists(Message.objects.filter(report=OuterRef("pk"), said_on__gte=before))
    old = Report.objects.filter(kind=kind, received_on__lt=before, forgotten_on=None, on_hold=False)
    return old.exclude(is_case).exclude(goes_on)
