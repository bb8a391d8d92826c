"""What would be heard if nothing were wrong: own history drawn to the region, and talks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentongan import learn_rates
from pimpasa.signals.rules.talks import TalkPrior

Floats = NDArray[np.float64]
Counts = NDArray[np.int32]

LEAST_DISPERSION = 1.2  # as in docs/decisions/0010: families and neighbours speak together
GAP = 2  # weeks before the judged ones that teach nothing: a slow start must not hide itself
LINGERS = 0.5  # of what a talk brings, how much comes again in the week after it


@dataclass(frozen=True)
class Expectation:
    """What history makes likely. Arrays are (weeks judged, places) or (places,).

    mean        reports expected, what talks bring included
    quiet       the same without talks
    doubt       shape of the gamma law of what is known of each place
    dispersion  variance over mean
    per_person  reports that one person at a talk brings in the week of the talk
    """

    mean: Floats
    quiet: Floats
    doubt: Floats
    dispersion: float
    per_person: float


def expect(heard: Counts, attendance: Counts, *, judged: int, talks: TalkPrior) -> Expectation:
    """Learn from the weeks before the last `judged` what those would bring if nothing were wrong.

        rate r_v   empirical Bayes over weeks without talks (`kentongan.learn_rates`)
        talks      q = (a + reports of talk weeks above r_v) / (b + people at talks)
        mean       r_v + q people

    heard, attendance  (weeks, places)
    """
    lent = lingering(attendance)
    past = slice(0, max(len(heard) - judged - GAP, 0))
    told, people = heard[past].astype(np.float64), lent[past]
    rate, doubt, dispersion = _rates(told, people)
    above = ((told - rate) * (people > 0)).sum()
    per_person = (talks.reports + max(float(above), 0.0)) / (talks.people + float(people.sum()))
    quiet = np.broadcast_to(rate, (judged, rate.size))
    return Expectation(
        mean=quiet + per_person * lent[-judged:],
        quiet=np.array(quiet),
        doubt=doubt,
        dispersion=dispersion,
        per_person=per_person,
    )


def lingering(attendance: Counts) -> Floats:
    """People at talks as they are felt: in the week of the talk, and half of them a week later."""
    lent = attendance.astype(np.float64)
    felt = lent.copy()
    felt[1:] += LINGERS * lent[:-1]
    return felt


def _rates(told: Floats, people: Floats) -> tuple[Floats, Floats, float]:
    """Rates and doubts (places,) and the dispersion, from weeks without talks."""
    still = np.where(people > 0, 0.0, 1.0)
    if len(still) < 2 or (still.sum(axis=0) == 0).any() or (told * still).sum() == 0:
        return _hardly_known(told, still)
    learned = learn_rates((told * still).astype(np.int64), exposure=still)
    return learned.rate, learned.doubt, max(learned.dispersion, LEAST_DISPERSION)


def _hardly_known(told: Floats, still: Floats) -> tuple[Floats, Floats, float]:
    """After silence, or with places that are never still: one rate for all, half a report added."""
    rate = ((told * still).sum() + 0.5) / max(float(still.sum()), told.shape[1])
    places = told.shape[1]
    return np.full(places, rate), np.full(places, 0.5), LEAST_DISPERSION
