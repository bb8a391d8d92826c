"""Which cells of a month may be told to everybody: places, weeks and things as one table. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pimpasa.counts.protection import Line, hidden_cells
from pimpasa.counts.rules import ALL, NATION, NOWHERE, SMALL, weeks_of_month

_POOL = "rest"  # the places, or the weeks, too small to be told one by one
_KIND = "kind:"
_NOT_IT = "not "


@dataclass(frozen=True)
class Told:
    """How often a thing was told in a regency and a week. NOWHERE is a regency of its own."""

    regency: str
    week: date
    what: str
    n: int


@dataclass(frozen=True, order=True)
class Cell:
    """One figure: of a place, or of the nation in one week. Without a week: of the whole month."""

    place: str
    week: str  # its Monday as text; empty for the month
    what: str


def may_be_told(
    told: Iterable[Told], *, month: date, provinces: Sequence[str], regencies: Sequence[str]
) -> dict[Cell, int]:
    """The cells of a month that give nobody away; whatever is missing is small or hides another.

    `provinces` and `regencies` are all codes there are: silence is a figure too, and a small one.
    """
    rows = list(told)
    table = _Table(_sums(rows), tuple(map(str, weeks_of_month(month))), tuple(provinces))
    shown = table.margins(regencies)
    if Cell(NATION, "", ALL) not in shown:
        return {}
    margins = dict(shown)
    whats = sorted({row.what for row in rows} - {ALL})
    shown |= table.split([what for what in whats if what.startswith(_KIND)], known=margins)
    for what in whats:
        if not what.startswith(_KIND):
            shown |= table.split([what, f"{_NOT_IT}{what}"], known=margins)
    return {
        cell: n
        for cell, n in shown.items()
        if cell.place != _POOL and not cell.what.startswith(_NOT_IT)
    }


def _sums(rows: Iterable[Told]) -> Counter[Cell]:
    sums: Counter[Cell] = Counter()
    for row in rows:
        for place in {NATION, row.regency[:2], row.regency}:
            sums[Cell(place, "", row.what)] += row.n
        sums[Cell(NATION, str(row.week), row.what)] += row.n
    return sums


@dataclass(frozen=True)
class _Spot:
    """A place or a week of the table, or all those together that are not told one by one."""

    place: str
    week: str
    holds: tuple[tuple[str, str], ...]  # places and weeks

    def cell(self, what: str) -> Cell:
        """The cell of a thing here."""
        return Cell(self.place, self.week, what)


@dataclass(frozen=True)
class _Table:
    """The true sums of a month, over all weeks and provinces there are."""

    sums: Mapping[Cell, int]
    weeks: tuple[str, ...]
    provinces: tuple[str, ...]

    def margins(self, regencies: Sequence[str]) -> dict[Cell, int]:
        """How much was told at all, as far as it may be told: by place and by week."""
        nation = Cell(NATION, "", ALL)
        parts = {code: Cell(code, "", ALL) for code in (*self.provinces, *regencies, NOWHERE)}
        weeks = tuple(Cell(NATION, week, ALL) for week in self.weeks)
        lines = [Line(nation, tuple(parts[code] for code in (*self.provinces, NOWHERE)))]
        lines.append(Line(nation, weeks))
        for province in self.provinces:
            inside = tuple(parts[code] for code in regencies if code.startswith(f"{province}."))
            lines += [Line(parts[province], inside)] if inside else []
        counts = {cell: self.sums.get(cell, 0) for cell in (nation, *parts.values(), *weeks)}
        hidden = hidden_cells(counts, lines)
        return {cell: n for cell, n in counts.items() if cell not in hidden}

    def split(self, whats: Sequence[str], *, known: Mapping[Cell, int]) -> dict[Cell, int]:
        """Into which of these things all words fall; each falls into one.

        `known` are the margins that are told. Places and weeks that are not told themselves stand
        together as one, for of them a difference is all that anybody has.
        """
        if sum(self._times(what, (NATION, "")) >= SMALL for what in whats) < 2:
            return {}  # whoever knows all but a few knows the few
        nation = _Spot(NATION, "", ((NATION, ""),))
        places = _spots([(code, "") for code in (*self.provinces, NOWHERE)], known, rest="")
        weeks = _spots([(NATION, week) for week in self.weeks], known, rest=_POOL)
        counts, lines = {}, []
        for spot in (nation, *places, *weeks):
            for what in whats:
                counts[spot.cell(what)] = sum(self._times(what, one) for one in spot.holds)
            counts[spot.cell(ALL)] = sum(counts[spot.cell(what)] for what in whats)
            lines.append(Line(spot.cell(ALL), tuple(spot.cell(what) for what in whats)))
        for what in whats:
            for side in filter(None, (places, weeks)):
                lines.append(Line(nation.cell(what), tuple(one.cell(what) for one in side)))
        margins = [cell for cell in counts if cell.what == ALL]
        hidden = hidden_cells(counts, lines, told=margins)
        return {cell: n for cell, n in counts.items() if cell not in hidden | set(margins)}

    def _times(self, what: str, spot: tuple[str, str]) -> int:
        if what.startswith(_NOT_IT):
            it = what.removeprefix(_NOT_IT)
            return self.sums.get(Cell(*spot, ALL), 0) - self.sums.get(Cell(*spot, it), 0)
        return self.sums.get(Cell(*spot, what), 0)


def _spots(own: Sequence[tuple[str, str]], known: Mapping[Cell, int], *, rest: str) -> list[_Spot]:
    told = [one for one in own if Cell(*one, ALL) in known]
    others = tuple(one for one in own if Cell(*one, ALL) not in known)
    spots = [_Spot(*one, (one,)) for one in told]
    return [*spots, _Spot(_POOL, rest, others)] if spots and others else spots
