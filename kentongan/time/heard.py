"""What the simpler detectors answer: a bound and an alarm for each judged week."""

from dataclasses import dataclass

from kentongan.compiled import Floats, Truths
from kentongan.panel import Panel


@dataclass(frozen=True)
class Heard:
    """Bound and alarm of `weeks`, (weeks, series) or (weeks,); NaN and False where undefined."""

    weeks: range
    upper_bound: Floats
    alarm: Truths


def heard(panel: Panel, weeks: range, bound: Floats, alarm: Truths) -> Heard:
    """Give bound and alarm the shape the counts came in."""
    return Heard(weeks=weeks, upper_bound=panel.shaped(bound), alarm=panel.shaped(alarm))
