"""Ask what became of signals, and how often their kind proved false."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pimpasa.counts.rules import WEEK
from pimpasa.intake.models import Report
from pimpasa.people.rules import Deed, may
from pimpasa.signals.grouping import worked_under
from pimpasa.signals.models import Signal
from pimpasa.signals.queries import signals_for, villages_of
from pimpasa.triage.models import Emergency
from pimpasa.verification.models import (
    Assessment,
    Conflict,
    Step,
    StepKind,
    Verdict,
    Verification,
)
from pimpasa.verification.rules import share_range

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

FEWEST_KNOWN = 5  # below it a range would say nothing
LOOK_BACK = timedelta(weeks=8)  # the reports that a signal may rest on


@dataclass(frozen=True)
class TrackRecord:
    """What became of the signals of one kind: counts of verdicts."""

    true: int
    false: int
    unknown: int

    @property
    def known(self) -> int:
        """How many were found to be one or the other."""
        return self.true + self.false

    @property
    def range(self) -> tuple[int, int] | None:
        """Between how many and how many of 100 are false, 95 % sure; None: too few known."""
        return share_range(self.false, self.known) if self.known >= FEWEST_KNOWN else None


def verification_for(officer: Officer, signal: Signal) -> Verification | None:
    """The looking into a signal that this officer may see; None until it has begun."""
    mine = signals_for(officer) if may(officer.role, Deed.VERIFY) else Signal.objects.none()
    return Verification.objects.filter(signal=signal, signal__in=mine).first()


def waiting_for(officer: Officer) -> QuerySet[Verification]:
    """The signals of this officer that nobody has closed, those due soonest first."""
    if not may(officer.role, Deed.VERIFY):
        return Verification.objects.none()
    closed = Step.objects.filter(kind=StepKind.CLOSING).values("verification")
    still = Verification.objects.filter(signal__in=signals_for(officer)).exclude(pk__in=closed)
    return still.select_related("signal").order_by(F("due_at").asc(nulls_last=True), "pk")


def steps_of(verification: Verification) -> QuerySet[Step]:
    """Every step of a verification, first to last."""
    return Step.objects.filter(verification=verification).order_by("position")


def last_step(verification: Verification, kind: StepKind) -> Step | None:
    """The step of a kind that holds now."""
    return steps_of(verification).filter(kind=kind).last()


def open_questions(verification: Verification) -> QuerySet[Step]:
    """What was asked and has no answer yet."""
    answered = Step.objects.filter(verification=verification, answers__isnull=False)
    asked = steps_of(verification).filter(kind=StepKind.ASKED)
    return asked.exclude(id__in=answered.values("answers"))


def assessment_of(step: Step) -> Assessment | None:
    """The words a risk was assessed from."""
    return Assessment.objects.filter(step=step).first()


def reports_behind(signal: Signal) -> QuerySet[Report]:
    """The reports that a signal, and what is worked under it, may rest on, with words left.

    Those of its villages in the weeks before it. For checks alone: a page lists reports for an
    officer and never by this.
    """
    around = Q(pk__in=[])
    for one in (signal, *worked_under(signal)):
        around |= _around(one)
    return Report.objects.filter(around, forgotten_on=None)


def _around(signal: Signal) -> Q:
    here = Q(
        village__in=villages_of(signal),
        received_on__gte=signal.week - LOOK_BACK,
        received_on__lt=signal.week + WEEK,
    )
    return here | Q(id=signal.report)


def is_life_in_danger(signal: Signal) -> bool:
    """True when an emergency that nobody has taken on stands behind a signal, in its own week."""
    this_week = Report.objects.filter(
        _around(signal), forgotten_on=None, received_on__gte=signal.week
    )
    if signal.report:
        this_week = this_week.filter(id=signal.report)
    return Emergency.objects.filter(report__in=this_week, answered_by=None).exists()


def is_too_near(officer: Officer, verification: Verification) -> bool:
    """True when an officer said so, or is named in what was told, or somebody close to them."""
    if Conflict.objects.filter(verification=verification, officer=officer.id).exists():
        return True
    behind = reports_behind(verification.signal)
    return any(officer.is_named_in(report.words or "") for report in behind.iterator(200))


def false_rate(kind: str, method: str) -> tuple[int, int, int]:
    """How many signals of a kind by a method proved false, were known at all, are not known."""
    held = track_record(kind=kind, method=method)
    return held.false, held.known, held.unknown


def track_record(*, kind: str, what: str = "", method: str = "") -> TrackRecord:
    """How often signals of a kind (about one thing, by one method, when given) proved false."""
    wanted = {"kind": kind, "what": what, "method": method}
    signals = Signal.objects.filter(**{name: value for name, value in wanted.items() if value})
    verdicts = list(signals.annotate(verdict=_verdict()).values_list("verdict", flat=True))
    found = [verdicts.count(v) for v in (Verdict.TRUE, Verdict.FALSE)]
    return TrackRecord(true=found[0], false=found[1], unknown=len(verdicts) - sum(found))


def verified_events(*, what: str = "") -> QuerySet[Signal]:
    """The signals (about one thing, when given) that proved true: what a backtest is held to."""
    signals = Signal.objects.filter(what=what) if what else Signal.objects.all()
    return signals.annotate(verdict=_verdict()).filter(verdict=Verdict.TRUE)


def proved_true_since(since: datetime) -> list[tuple[Signal, datetime]]:
    """The signals whose last verdict, given since then, is that they are true; and when."""
    given = Step.objects.filter(kind=StepKind.VERDICT, value=Verdict.TRUE, at__gte=since)
    when = dict(given.order_by("at").values_list("verification", "at"))
    found = verified_events().filter(id__in=list(when))
    return sorted(((s, when[s.id]) for s in found), key=lambda one: (one[1], str(one[0].id)))


def last_words(signals: Iterable[UUID]) -> dict[UUID, str]:
    """What was decided or concluded last about each of these signals, of those with a word.

    What was said of another one holds for what is worked under it.
    """
    heads = dict(Signal.objects.filter(id__in=list(signals)).values_list("id", "head"))
    said = Step.objects.filter(
        verification__in=[key for key in (*heads, *heads.values()) if key],
        kind__in=[StepKind.DECISION, StepKind.VERDICT],
    )
    words = dict(said.order_by("position").values_list("verification", "value"))
    found = {one: words.get(one) or words.get(head or one) for one, head in heads.items()}
    return {one: word for one, word in found.items() if word}


def is_true(signal: Signal) -> bool:
    """True when the last word of those who looked into it is that it is true."""
    concluded = Step.objects.filter(verification=signal.pk, kind=StepKind.VERDICT)
    last = concluded.order_by("-position").first()
    return last is not None and last.value == Verdict.TRUE


def _verdict() -> Coalesce:
    """What was concluded of a signal, or else of the one it is worked under."""
    of = [
        Step.objects.filter(verification=OuterRef(which), kind=StepKind.VERDICT)
        for which in ("pk", "head")
    ]
    return Coalesce(*(Subquery(one.order_by("-position").values("value")[:1]) for one in of))
