"""Fees and numbers stand once and are filled in where named: {tariff:key}, {hotline:key}."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pimpasa.answers.cards.directory import written_hotlines
from pimpasa.answers.cards.tariffs import tariff_history, tariffs
from pimpasa.base.content import BrokenContent
from pimpasa.base.entries import Both

_PLACEHOLDER = re.compile(r"\{(\w+:[\w-]+)\}")


def filled(words: Both, fillings: Mapping[str, Both]) -> Both:
    """Return words with every placeholder filled in, each language in its own way of writing."""
    return Both(
        id=_PLACEHOLDER.sub(lambda found: fillings[found[1]].id, words.id),
        en=_PLACEHOLDER.sub(lambda found: fillings[found[1]].en, words.en),
    )


def fees_and_numbers(root: Path, *, on: date) -> dict[str, Both]:
    """Return what a text may name on a day: the fees in force and the numbers to call."""
    fees = {f"tariff:{key}": tariff.shown() for key, tariff in tariffs(on).items()}
    return fees | numbers(root)


def numbers(root: Path) -> dict[str, Both]:
    """Return the numbers to call, by placeholder."""
    return {
        f"hotline:{line.key}": Both(id=line.number, en=line.number)
        for line in written_hotlines(root)
    }


def refuse_unfillable(words: Both, *, root: Path, since: date | None, where: str) -> None:
    """Raise when a text names something nothing can fill in, or a fee that came only later."""
    known = {f"tariff:{t.key}" for t in tariff_history(root) if since and t.valid_from <= since}
    named = set(_PLACEHOLDER.findall(words.id + words.en))
    if missing := named - known - numbers(root).keys():
        raise BrokenContent(f"{where}: nothing to fill in for {', '.join(sorted(missing))}")
