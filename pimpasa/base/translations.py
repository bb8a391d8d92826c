"""Turns the catalogues of translations into the form Django reads, without a program for it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folders: Iterable[str | Path]) -> int:
    """Write each `django.mo` that is missing or older than its `django.po`; return how many."""
    sources = [po for folder in folders for po in Path(folder).glob("*/LC_MESSAGES/*.po")]
    return sum(_compile(po) for po in sources)


def _compile(source: Path) -> bool:
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as file:
        catalogue = read_po(file)
    beside = target.with_suffix(".new")
    with beside.open("wb") as out:
        write_mo(out, catalogue)
    beside.replace(target)
    return True
