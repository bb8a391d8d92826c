"""Every file of facts says where its facts come from."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pimpasa.base.content import PROJECT_ROOT

CONTENT = PROJECT_ROOT / "content"
FACTS = sorted(CONTENT.rglob("*.toml"))
OTHERS = sorted(
    path for path in CONTENT.rglob("*") if path.is_file() and path.suffix not in {".toml", ".md"}
)


@pytest.mark.parametrize("path", FACTS, ids=lambda path: str(path.relative_to(CONTENT)))
def test_a_file_of_facts_names_its_source(path: Path) -> None:
    assert _is_sourced(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(CONTENT)))
def test_any_other_file_is_named_by_the_sources_beside_it(path: Path) -> None:
    beside = tomllib.loads((path.parent / "sources.toml").read_text(encoding="utf-8"))
    assert beside[path.stem]["source"].strip()


def test_a_source_is_missed_where_one_entry_lacks_it() -> None:
    assert _is_sourced({"source": "law"})
    assert _is_sourced({"fact": [{"sources": ["law"]}, {"source": "law"}]})
    assert not _is_sourced({"fact": [{"sources": ["law"]}, {"text": "x"}]})
    assert not _is_sourced({"sources": [], "text": "x"})
    assert not _is_sourced({})


def _is_sourced(table: dict[str, Any]) -> bool:
    """Say whether a table names a source itself, or every entry it holds does."""
    if table.get("source") or table.get("sources"):
        return True
    held = [entry for value in table.values() for entry in _entries(value)]
    return bool(held) and all(_is_sourced(entry) for entry in held)


def _entries(value: Any) -> list[dict[str, Any]]:
    listed = value if isinstance(value, list) else [value]
    return [entry for entry in listed if isinstance(entry, dict)]
