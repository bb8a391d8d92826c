"""Ask what became of signals, and how often their kind proved false."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from pimpasa.signals.models import Signal
from pimpasa.verification.models import Step, StepKind, Verdict, Verification


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


def steps_of(verification: Verification) -> QuerySet[Step]:
    """Every step of a verification, first to last."""
    return Step.objects.filter(verification=verification).order_by("position")


def last_step(verification: Verification, kind: StepKind) -> Step | None:
    """The step of a kind that holds now."""
    return steps_of(verification).filter(kind=kind).last()


def track_record(*, kind: str, what: str = "", method: str = "") -> TrackRecord:
    """How often signals of a kind (about one thing, by one method, when given) proved false."""
    wanted = {"kind": kind, "what": what, "method": method}
    signals = Signal.objects.filter(**{name: value for name, value in wanted.items() if value})
    verdicts = list(signals.annotate(verdict=_verdict()).values_list("verdict", flat=True))
    found = [verdicts.count(v) for v in (Verdict.TRUE, Verdict.FALSE)]
    return TrackRecord(true=found[0], false=found[1], unknown=len(verdicts) - sum(found))


def verified_events() -> QuerySet[Signal]:
    """The signals that proved true, each with its verdict: what a backtest is held against."""
    return Signal.objects.annotate(verdict=_verdict()).filter(verdict=Verdict.TRUE)


def is_true(signal: Signal) -> bool:
    """True when the last word of those who looked into it is that it is true."""
    concluded = Step.objects.filter(verification=signal.pk, kind=StepKind.VERDICT)
    last = concluded.order_by("-position").first()
    return last is not None and last.value == Verdict.TRUE


def _verdict() -> Subquery:
    concluded = Step.objects.filter(verification=OuterRef("pk"), kind=StepKind.VERDICT)
    return Subquery(concluded.order_by("-position").values("value")[:1])
