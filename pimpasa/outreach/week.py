"""Ask what next week's plan is made of: every village of an officer with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max

from pimpasa.outreach.models import Profile
from pimpasa.outreach.planning import FERRY_TAGS, Candidate, due_by
from pimpasa.outreach.queries import last_visits, open_promises
from pimpasa.places.queries import fostered_villages, located, tags_of, village_with_code
from pimpasa.places.rules import parent_of

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer


def candidates_for(
    officer: Officer, *, signals: Mapping[str, int], on: date, until: date
) -> list[Candidate]:
    """The villages this officer may be sent to, with all that the plan weighs.

    `signals` are counted by the door, which knows the later stages. A village whose own place is
    not known lies where its district does, or else its regency.
    """
    fostered = {kept.village_id: kept.id for kept in fostered_villages(officer.scope, on=on)}
    codes = sorted({*(code for code in officer.scope if code.count(".") == 3), *fostered})
    tags = tags_of(fostered.values())
    last, places, profiles = last_visits(codes), _places(codes), _profiles(codes)
    promises: dict[str, list[date]] = {}
    for given in open_promises(officer):
        promises.setdefault(given.visit.village_id, []).append(given.due_on)
    due = due_by(promises, until=until)
    return [
        Candidate(
            code,
            found.name,
            places.get(code),
            by_ferry=bool(FERRY_TAGS & set(tags.get(fostered.get(code), []))),  # type: ignore[arg-type]
            last_visit=last.get(code),
            promises=due.get(code, 0),
            signals=signals.get(code, 0),
            profile_on=profiles.get(code),
        )
        for code in codes
        if (found := village_with_code(code))
    ]


def start_of(villages: Iterable[Candidate], *, regencies: Iterable[str]) -> tuple[float, float]:
    """Where a team sets out: the middle of the first regency that is theirs, or of the villages."""
    own = located(regencies)
    if own:
        return own[min(own)]
    known = [village.at for village in villages if village.at]
    if not known:
        return (0.0, 0.0)
    return (sum(lat for lat, _ in known) / len(known), sum(lon for _, lon in known) / len(known))


def _profiles(codes: list[str]) -> dict[str, date]:
    written = Profile.objects.filter(village__in=codes).values_list("village")
    return dict(written.annotate(Max("written_on")))


def _places(codes: list[str]) -> dict[str, tuple[float, float]]:
    above = {code: (code, parent_of(code), parent_of(parent_of(code))) for code in codes}
    known = located({place for chain in above.values() for place in chain})
    found = {
        code: next((known[place] for place in chain if place in known), None)
        for code, chain in above.items()
    }
    return {code: at for code, at in found.items() if at is not None}
