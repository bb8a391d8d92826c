"""What recurs, with whom, where and when, as far as the officer who asks may know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, QuerySet

from pimpasa.intake.queries import reports_for
from pimpasa.links.models import Contact, Hearing, Resemblance, Said

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

ELSEWHERE = ""  # the place of all that this officer may not read
MOST_KNOTS = 24  # as many as one picture can show
Heard = tuple[UUID, UUID, str, date]  # contact, report, village, day


@dataclass(frozen=True)
class Thread:
    """A contact was named in a village: in how many reports, from when to when."""

    place: str  # code of a village; ELSEWHERE for all that may not be read
    reports: int
    first: date
    last: date


@dataclass(frozen=True)
class Knot:
    """One contact, with all that people said are one with it, and where it was named."""

    contact: UUID
    kind: str
    names: tuple[str, ...]  # as written in words this officer may read
    mine: tuple[UUID, ...]  # reports this officer may open
    villages: int  # everywhere
    threads: tuple[Thread, ...]

    @property
    def reports(self) -> int:
        """In how many reports it was named, everywhere."""
        return sum(thread.reports for thread in self.threads)


def network(officer: Officer, *, since: date) -> list[Knot]:
    """The contacts of this officer's reports that were named in two villages or more since a day.

    The farthest spread first. Of what is not theirs, they learn how much there is and when.
    """
    own = Hearing.objects.filter(report__in=reports_for(officer).filter(received_on__gte=since))
    readable = set(own.values_list("report", flat=True))
    joined = _joined()
    named = own.values("contact")
    known = set(own.values_list("contact", flat=True))
    asked = {one for contact in known for one in _all(contact, joined)}
    rows: dict[UUID, list[Heard]] = {}
    for row in _rows_of(_promising(named, asked, joined, since=since), since=since):
        rows.setdefault(min(_all(row[0], joined)), []).append(row)
    spread = {key: len({row[2] for row in held if row[2]}) for key, held in rows.items()}
    far = sorted((key for key in rows if spread[key] > 1), key=lambda key: (-spread[key], key))
    return [_knot(key, rows[key], readable) for key in far[:MOST_KNOTS]]


def _joined() -> dict[UUID, frozenset[UUID]]:
    """For each contact that people joined with others: all that are one with it."""
    groups: dict[UUID, frozenset[UUID]] = {}
    for pair in Resemblance.objects.filter(said=Said.ONE).values_list("first", "second"):
        whole = frozenset(other for one in pair for other in groups.get(one, {one}))
        groups.update(dict.fromkeys(whole, whole))
    return groups


def _all(contact: UUID, joined: Mapping[UUID, frozenset[UUID]]) -> frozenset[UUID]:
    return joined.get(contact, frozenset({contact}))


def _promising(
    named: QuerySet[Hearing, Any],
    asked: set[UUID],
    joined: Mapping[UUID, frozenset[UUID]],
    *,
    since: date,
) -> set[UUID]:
    """Those of two villages by themselves, the farthest spread first, and all that were joined."""
    heard = Hearing.objects.filter(contact__in=named, heard_on__gte=since).exclude(village="")
    counted = heard.values("contact").annotate(n=Count("village", distinct=True))
    spread = counted.filter(n__gte=2).order_by("-n", "contact").values_list("contact", flat=True)
    alone = [one for one in spread.iterator() if one not in joined]
    return set(alone[:MOST_KNOTS]) | (asked & joined.keys())


def _rows_of(contacts: Iterable[UUID], *, since: date) -> list[Heard]:
    heard = Hearing.objects.filter(contact__in=list(contacts), heard_on__gte=since)
    return list(heard.values_list("contact", "report", "village", "heard_on"))


def _knot(key: UUID, held: Iterable[Heard], readable: set[UUID]) -> Knot:
    rows = list(held)
    contacts = Contact.objects.filter(id__in={c for c, r, _v, _d in rows if r in readable})
    written = {one.original for one in contacts if one.original}
    return Knot(
        contact=key,
        kind=contacts[0].kind,
        names=tuple(sorted(written)),
        mine=tuple(sorted({r for _c, r, _v, _d in rows if r in readable})),
        villages=len({v for _c, _r, v, _d in rows if v}),
        threads=_threads(rows, readable),
    )


def _threads(rows: Iterable[Heard], readable: set[UUID]) -> tuple[Thread, ...]:
    """One for each village of what may be read, and one for all the rest."""
    days: dict[str, dict[UUID, date]] = {}
    for _contact, report, village, day in rows:
        place = village if report in readable else ELSEWHERE
        days.setdefault(place, {})[report] = day
    return tuple(
        Thread(place, len(held), min(held.values()), max(held.values()))
        for place, held in sorted(days.items(), key=lambda one: (not one[0], one[0]))
    )
