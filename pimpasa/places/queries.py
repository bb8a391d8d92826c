"""Ask about places: which village is meant, who serves it, and what lies in a territory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from pimpasa.base.errors import NotThere
from pimpasa.base.periods import in_force
from pimpasa.places.gazetteer import Entry, Found, Gazetteer
from pimpasa.places.models import (
    District,
    FosteredVillage,
    Location,
    Office,
    Province,
    Regency,
    Region,
    Territory,
    Village,
    VillageTag,
)
from pimpasa.places.rules import (
    ANY_VILLAGE,
    LEVELS,
    Elsewhere,
    Fostered,
    is_code,
    parent_of,
    runs_of,
)

_MODELS: dict[str, type[Model]] = {
    "province": Province,
    "regency": Regency,
    "district": District,
    "village": Village,
}
MOST_MEANT = 500  # villages a search may mean when it narrows a list


def find_villages(text: str, *, limit: int = 12) -> list[Found]:
    """The villages that somebody may mean, the likeliest first, each with district and regency.

    Takes a name, also misspelt or cut short, with or without words of the places around it
    (`sidomulyo lumajang`, `Desa Sido Mulyo, Kec. Pasirian`), or a postcode.
    """
    text = text.strip()
    if len(text) == 5 and text.isdecimal():
        return names().with_postcode(text, limit=limit)
    return names().find(text, limit=limit)


def village_with_code(code: str) -> Found | None:
    """The village under this official code, with the places around it. No code, no question."""
    if not code:
        return None
    around = ("name", "district__name", "regency__name", "regency__province__name", "postcode")
    row = Village.objects.filter(code=code).values_list("code", *around).first()
    return Found(*row) if row else None


def places_at(level: int, *, within: Iterable[str]) -> list[str]:
    """The codes of all places of a level (2, 5, 8 or 13) that hold or lie in one of these."""
    above = [prefix for prefix in within if len(prefix) < level]
    holding = {prefix[:level] for prefix in within if len(prefix) >= level}
    model = _MODELS[LEVELS[level]]
    inside = Q(pk__in=[])
    for prefix in above:
        inside |= Q(code__startswith=f"{prefix}.")
    if level == len(ANY_VILLAGE):  # eighty thousand of them: by bounds that an index serves
        inside = under(above, field="code")
    return sorted(
        holding | set(model._default_manager.filter(inside).values_list("code", flat=True))
    )


def place_name(code: str) -> str:
    """What the place with this code is called, at any level; the nation has the empty code."""
    if not code:
        return "Indonesia"
    model = _MODELS[LEVELS[len(code)]]
    name: str | None = (
        model._default_manager.filter(code=code).values_list("name", flat=True).first()
    )
    return name or code


def names_at(level: int) -> dict[str, str]:
    """The name of every place of a level (2 province, 5 regency, 8 district) by its code."""
    places = _MODELS[LEVELS[level]]._default_manager.order_by("code")
    return dict(places.values_list("code", "name"))


@cache
def names() -> Gazetteer:
    """The index of all village names, built at the first use in a process (about a second)."""
    parents: dict[str, str] = {}
    for model in (Province, Regency, District):
        parents |= dict(model.objects.values_list("code", "name"))
    rows = Village.objects.values_list("code", "name", "postcode").iterator(10_000)
    return Gazetteer((Entry(*row) for row in rows), parents=parents)


def are_loaded() -> bool:
    """True when the official list of places is in the database."""
    return Village.objects.exists()


def office_of(village_code: str, *, on: date) -> Office | None:
    """The office that serves this village on this day; None when no office was given it."""
    regency = parent_of(parent_of(village_code))
    held = Territory.objects.filter(in_force(on), regency_id=regency).select_related("office")
    found = held.first()
    return found.office if found else None


def office_for_unplaced() -> Office | None:
    """The office that takes words which name no village."""
    return Office.objects.filter(takes_unplaced=True).first()


def office_that_stands_in() -> Office | None:
    """The office that takes words meant for elsewhere where the other one is the village's own."""
    return Office.objects.filter(stands_in=True).first()


def office_elsewhere(village_code: str, *, on: date) -> Office | None:
    """The other office that reads words about the people of a village; None when there is none."""
    own = office_of(village_code, on=on)
    found = office_for_unplaced()
    if found is not None and found == own:
        found = office_that_stands_in()
    return found if found != own else None


def elsewhere_read_by(office: Office, *, on: date) -> Elsewhere:
    """From where words that are meant for another office come to this one."""
    first, second = office_for_unplaced(), office_that_stands_in()
    own = territory_of_office(office.id, on=on)
    if office == first:
        return Elsewhere(everywhere_but=own, own=() if second else own)
    if office == second and first is not None:
        return Elsewhere(only=territory_of_office(first.id, on=on))
    return Elsewhere(own=() if first else own)


def under(prefixes: Iterable[str], *, field: str = "village_id") -> Q:
    """Rows whose village lies in one of these places; no prefixes, no rows.

    The bounds have the shape of a whole code, so that an index serves them and every collation
    puts them in the same order. Raises ValueError for what is no whole code.
    """
    codes = set(prefixes)
    whole = {code for code in codes if len(code) == len(ANY_VILLAGE)}
    bounds = [
        Q(**{f"{field}__gte": first, f"{field}__lte": last})
        for first, last in runs_of(codes - whole)
    ]
    return Q(*bounds, Q(**{f"{field}__in": sorted(whole)}), _connector=Q.OR)


def territory_of_office(office: UUID, *, on: date) -> tuple[str, ...]:
    """The codes of the regencies that an office serves on a day."""
    return _regencies(Territory.objects.filter(in_force(on), office_id=office))


def territory_of_region(region: UUID, *, on: date) -> tuple[str, ...]:
    """The codes of the regencies that all offices of a region serve on a day."""
    return _regencies(Territory.objects.filter(in_force(on), office__region_id=region))


def territory_of_all(*, on: date) -> tuple[str, ...]:
    """The codes of all regencies that some office serves on a day."""
    return _regencies(Territory.objects.filter(in_force(on)))


def offices() -> QuerySet[Office]:
    """All offices, by name."""
    return Office.objects.select_related("region").order_by("name")


def offices_open(on: date) -> QuerySet[Office]:
    """The offices that are not closed on a day, by name."""
    return offices().filter(Q(closed_on=None) | Q(closed_on__gt=on))


def office(office_id: UUID) -> Office:
    """The office of this id. Raises NotThere."""
    found = offices().filter(id=office_id).first()
    if found is None:
        raise NotThere
    return found


def regions() -> QuerySet[Region]:
    """All regional offices, by name."""
    return Region.objects.order_by("name")


def regencies() -> QuerySet[Regency]:
    """All regencies and cities with their provinces, by code."""
    return Regency.objects.select_related("province").order_by("code")


def territory_history(office: UUID) -> QuerySet[Territory]:
    """What an office serves, served and will serve, the newest first."""
    held = Territory.objects.filter(office_id=office).select_related("regency")
    return held.order_by("-since", "regency_id")


def territory_on(on: date) -> dict[UUID, list[str]]:
    """The names of the regencies each office serves on a day."""
    held: dict[UUID, list[str]] = {}
    rows = Territory.objects.filter(in_force(on)).order_by("regency_id")
    for owner, name in rows.values_list("office_id", "regency__name"):
        held.setdefault(owner, []).append(name)
    return held


def offices_of_regency(regency: str) -> QuerySet[Territory]:
    """The offices that served, serve and will serve a regency, the newest first."""
    held = Territory.objects.filter(regency_id=regency)
    return held.select_related("office", "regency").order_by("-since")


def fostered_villages(prefixes: Iterable[str], *, on: date) -> QuerySet[FosteredVillage]:
    """The fostered villages (Desa Binaan) in these places on a day, by code."""
    kept = FosteredVillage.objects.filter(in_force(on)).filter(under(prefixes))
    near = kept.select_related("village__district__regency", "office")
    return near.order_by("village_id")


def fostered_among(chosen: Fostered, *, on: date) -> QuerySet[FosteredVillage]:
    """The fostered villages on a day that fit what was chosen, by code.

    A search takes the villages that may be meant, as `find_villages` does.
    """
    kept = FosteredVillage.objects.filter(in_force(on))
    if chosen.office:
        kept = kept.filter(office_id=chosen.office)
    if chosen.tag:
        tagged = VillageTag.objects.filter(word=chosen.tag)
        kept = kept.filter(id__in=tagged.values("fostered_id"))
    if chosen.area:
        kept = kept.filter(under([chosen.area]) if is_code(chosen.area) else Q(pk__in=[]))
    if chosen.text:
        meant = [found.code for found in find_villages(chosen.text, limit=MOST_MEANT)]
        kept = kept.filter(village_id__in=meant)
    near = kept.select_related("village__district__regency", "office")
    return near.order_by("village_id")


def fostering_history(village_code: str) -> QuerySet[FosteredVillage]:
    """Under which decrees a village was, is and will be fostered, the newest first."""
    kept = FosteredVillage.objects.filter(village_id=village_code)
    return kept.select_related("office").order_by("-since")


def lasting_fostering(village_code: str) -> FosteredVillage | None:
    """The fostering of a village that has no end yet, begun or to begin."""
    return fostering_history(village_code).filter(until=None).first()


def tags_in_use(on: date) -> list[str]:
    """Every word that is said about a fostered village on a day."""
    kept = FosteredVillage.objects.filter(in_force(on))
    words = VillageTag.objects.filter(fostered_id__in=kept.values("id"))
    return list(words.order_by("word").values_list("word", flat=True).distinct())


def areas_with_fostered(on: date) -> QuerySet[Regency]:
    """The regencies in which a village is fostered on a day, by code."""
    kept = FosteredVillage.objects.filter(in_force(on)).values("village__regency_id")
    return regencies().filter(code__in=kept)


def tags_of(fostered: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The words about each of these fostered villages."""
    words: dict[UUID, list[str]] = {}
    rows = VillageTag.objects.filter(fostered_id__in=list(fostered)).order_by("word")
    for owner, word in rows.values_list("fostered_id", "word"):
        words.setdefault(owner, []).append(word)
    return words


def _regencies(held: QuerySet[Territory]) -> tuple[str, ...]:
    return tuple(held.order_by("regency_id").values_list("regency_id", flat=True))


def located(codes: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Where places lie (latitude, longitude), of those that somebody imported."""
    found = Location.objects.filter(code__in=list(codes)).values_list("code", "lat", "lon")
    return {code: (lat, lon) for code, lat, lon in found}
