"""The figures of a month as files: only what is told to everybody leaves the house."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from pimpasa.base.spreadsheets import csv_lines
from pimpasa.counts.queries import Published
from pimpasa.counts.rules import NATION, NOWHERE, SMALL, weeks_of_month
from pimpasa.outreach.papers import Sheet, as_xlsx

HEADS = ("place", "name", "month", "week", "what", "n")
NATION_UNIT = "ID"  # the organisation unit of the whole country, by its ISO 3166 code


def rows(
    told: Published, names: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Each figure with its place, month, week (its Monday; empty: the month) and thing."""
    month = f"{told.month:%Y-%m}"
    for (place, week, what), n in sorted(told.figures.items()):
        yield place, names.get(place, ""), month, week, what, n


def as_csv(told: Published, names: Mapping[str, str]) -> bytes:
    """A table for a spreadsheet, with a first line of names."""
    return "".join(csv_lines([HEADS, *rows(told, names)])).encode()


def as_workbook(told: Published, names: Mapping[str, str]) -> bytes:
    """The same as an Excel workbook; the same bytes for the same figures."""
    return as_xlsx(
        Sheet(
            language="id",
            title=f"Pimpasa {told.month:%Y-%m}",
            about=f"{told.made_on}",
            heads=HEADS,
            rows=list(rows(told, names)),
            sums=(),
            signatures=(),
            note="",
        )
    )


def as_json(told: Published, names: Mapping[str, str]) -> bytes:
    """The same as JSON, with what a missing figure means."""
    weeks = [str(week) for week in weeks_of_month(told.month)]
    said = {
        "month": f"{told.month:%Y-%m}",
        "weeks": weeks,
        "published_on": str(told.made_on),
        "smallest_shown": SMALL,
        "figures": [dict(zip(HEADS, row, strict=True)) for row in rows(told, names)],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def as_data_values(told: Published) -> bytes:
    """The same for DHIS2 (POST /api/dataValueSets, with idScheme=code).

    Organisation units carry the official codes of places, data elements the codes of `element_of`.
    Source: DHIS2 documentation, Web API, "Data", read 2026-11-24.
    """
    values = [
        {
            "dataElement": element_of(what),
            "period": period_of(told.month, week),
            "orgUnit": NATION_UNIT if place == NATION else place,
            "value": str(n),
        }
        for (place, week, what), n in sorted(told.figures.items())
        if place != NOWHERE
    ]
    return json.dumps({"dataValues": values}, indent=1).encode()


def element_of(what: str) -> str:
    """The code of a data element: PIMPASA_TOPIC_TPPO."""
    return f"PIMPASA_{what.replace(':', '_').upper()}"


def period_of(month: date, week: str) -> str:
    """A month (202603) or an ISO week (2026W10) as DHIS2 writes it."""
    if not week:
        return f"{month:%Y%m}"
    iso = date.fromisoformat(week).isocalendar()
    return f"{iso.year}W{iso.week}"
