"""Ask about villages: who was there when, what is promised, what is known of their life."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from pimpasa.base.errors import NotThere
from pimpasa.outreach.kinds import kinds
from pimpasa.outreach.models import Heard, Photo, Profile, Promise, Recall, Record, Visit
from pimpasa.outreach.rules import LATER, MOMENTS, attendance
from pimpasa.places.queries import under

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = ["NoSuchVisit", "Profile", "Promise", "Visit"]  # what doors may name


class NoSuchVisit(NotThere):
    """There is no such visit, or it was to another officer's village."""

    reason = _("This visit was not found, or it belongs to another officer.")


def visits_for(officer: Officer) -> QuerySet[Visit]:
    """Visits to this officer's villages, the latest first."""
    here = Visit.objects.filter(under(officer.scope)).select_related("village__district__regency")
    return here.order_by("-planned_on", "id")


@dataclass(frozen=True)
class MadeIn:
    """Which visits that were made somebody looks for; empty means all."""

    place: str = ""  # code at any level
    since: date | None = None
    until: date | None = None
    only_talks: bool = False
    by: UUID | None = None


def visits_made(officer: Officer, asked: MadeIn) -> QuerySet[Visit]:
    """The visits made to this officer's villages that fit, the latest first."""
    made = visits_for(officer).filter(made_on__isnull=False)
    bounds = {"made_on__gte": asked.since, "made_on__lt": asked.until}
    made = made.filter(**{name: day for name, day in bounds.items() if day})
    if asked.place:
        made = made.filter(under([asked.place]))
    if asked.by:
        made = made.filter(officer=asked.by)
    return made.filter(kind__in=_talks()) if asked.only_talks else made


def people_at(visits: QuerySet[Visit]) -> int:
    """How many people came to the talks among these visits."""
    talks = visits.order_by().filter(kind__in=_talks())
    return sum(attendance(audience) for audience in talks.values_list("audience", flat=True))


def _talks() -> list[str]:
    return [code for code, kind in kinds().items() if kind.is_talk]


def visit_for(officer: Officer, visit_id: UUID) -> Visit:
    """One visit to a village of this officer. Raises NoSuchVisit."""
    visit = visits_for(officer).filter(id=visit_id).first()
    if visit is None:
        raise NoSuchVisit
    return visit


def exposure(village: str, *, since: date, until: date) -> tuple[int, dict[str, int]]:
    """How many visits were made in these days (half-open), and how many people came to talks.

    People by the topic of the talk; under no topic ("") those of talks about this and that.
    """
    made = Visit.objects.filter(village=village, made_on__gte=since, made_on__lt=until)
    talks = _talks()
    rows = list(made.values_list("kind", "topic", "audience"))
    people: dict[str, int] = {}
    for kind, topic, audience in rows:
        if kind in talks:
            people[topic] = people.get(topic, 0) + attendance(audience)
    return len(rows), people


def visits_in(village: str) -> QuerySet[Visit]:
    """Visits to one village, the latest first."""
    return Visit.objects.filter(village=village).order_by("-planned_on", "id")


def last_visits(villages: Iterable[str]) -> dict[str, date]:
    """The day of the last visit made to each of these villages; none, no entry."""
    made = Visit.objects.filter(village__in=list(villages), made_on__isnull=False)
    return dict(made.values_list("village").annotate(Max("made_on")))


def unreported(officer: Officer, *, on: date) -> QuerySet[Visit]:
    """Planned visits of this officer's villages whose day has passed and nobody reported."""
    return visits_for(officer).filter(made_on=None, called_off_because="", planned_on__lt=on)


def open_promises(officer: Officer) -> QuerySet[Promise]:
    """What was promised in this officer's villages and not kept yet, the soonest first."""
    given = Promise.objects.filter(kept_on=None, visit__in=visits_for(officer))
    return given.select_related("visit__village").order_by("due_on", "id")


def promises_of(visit: UUID) -> QuerySet[Promise]:
    """What was promised at one visit, the soonest first."""
    return Promise.objects.filter(visit=visit).order_by("due_on", "id")


def heard_at(visit: UUID) -> dict[str, int]:
    """How many words were heard at a visit, by kind."""
    rows = Heard.objects.filter(visit=visit).values_list("kind").annotate(Count("id"))
    return dict(rows)


def recalls_of(visit: UUID) -> dict[str, Recall]:
    """What was known at each moment, before first."""
    kept = {recall.moment: recall for recall in Recall.objects.filter(visit=visit)}
    return {moment: kept[moment] for moment in MOMENTS if moment in kept}


def recalls_due(officer: Officer, *, on: date) -> QuerySet[Visit]:
    """Talks asked about afterwards whose three months are over and nobody asked again."""
    after = Recall.objects.filter(visit=OuterRef("id"), moment="AFTER")
    later = Recall.objects.filter(visit=OuterRef("id"), moment="LATER")
    return visits_for(officer).filter(Exists(after), ~Exists(later), made_on__lte=on - LATER)


def photos_of(visit: UUID) -> list[UUID]:
    """The photos of a visit, the oldest first."""
    photos = Photo.objects.filter(visit=visit).order_by("added_on", "id")
    return list(photos.values_list("id", flat=True))


def photo_for(officer: Officer, photo_id: UUID) -> Photo:
    """A photo of a visit to a village of this officer. Raises NoSuchVisit."""
    photo = Photo.objects.filter(id=photo_id, visit__in=visits_for(officer)).first()
    if photo is None:
        raise NoSuchVisit
    return photo


def records_for(officer: Officer, village: str) -> QuerySet[Record]:
    """What was settled in a village of this officer, the latest first. Raises NoSuchVisit."""
    if not officer.serves(village):
        raise NoSuchVisit
    return Record.objects.filter(village=village).order_by("-written_on", "id")


def profile_of(village: str) -> Profile | None:
    """What is known of a village now."""
    return Profile.objects.filter(village=village).order_by("-version").first()


def profile_for(officer: Officer, village: str) -> Profile | None:
    """What is known of a village of this officer. Raises NoSuchVisit for another's."""
    if not officer.serves(village):
        raise NoSuchVisit
    return profile_of(village)


def facts_of(profile: Profile) -> dict[str, dict[str, Any]]:
    """The facts of a profile, each with its source and day."""
    facts: dict[str, dict[str, Any]] = json.loads(profile.facts)
    return facts
