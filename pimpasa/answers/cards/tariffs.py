"""What the state asks for its papers: amounts with the day they hold from, each standing once."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pimpasa.base.content import content_root
from pimpasa.base.entries import Both, Entry, refuse_twins, table_entries


@dataclass(frozen=True)
class Tariff:
    """An official fee in whole rupiah, in force from a day until a later one replaces it."""

    key: str
    name: Both
    amount_idr: int
    basis: str
    sources: tuple[str, ...]
    valid_from: date
    review_on: date
    verified: bool

    def shown(self) -> Both:
        """Return the amount as people write it: Rp350.000 in Indonesian, Rp350,000 in English."""
        english = f"Rp{self.amount_idr:,}"
        return Both(id=english.replace(",", "."), en=english)

    def is_due_for_review(self, on: date) -> bool:
        """Say whether somebody has to look at the official text again."""
        return on >= self.review_on


def tariffs(on: date) -> dict[str, Tariff]:
    """Return the fees in force on a day, by key."""
    in_force: dict[str, Tariff] = {}
    for tariff in tariff_history(content_root()):
        if tariff.valid_from <= on:
            in_force[tariff.key] = tariff
    return in_force


@cache
def tariff_history(root: Path) -> tuple[Tariff, ...]:
    """Return every fee ever written down, oldest first."""
    path = root / "tariffs.toml"
    written = [_tariff(entry) for entry in table_entries(path, of="tariff")]
    refuse_twins([f"{t.key} from {t.valid_from}" for t in written], where=path.name)
    return tuple(sorted(written, key=lambda tariff: tariff.valid_from))


def _tariff(entry: Entry) -> Tariff:
    tariff = Tariff(
        key=entry.key("key"),
        name=entry.both("name"),
        amount_idr=entry.whole("amount_idr"),
        basis=entry.text("basis"),
        sources=entry.texts("sources"),
        valid_from=entry.day("valid_from"),
        review_on=entry.day("review_on"),
        verified=entry.fact("verified"),
    )
    entry.close()
    return tariff
