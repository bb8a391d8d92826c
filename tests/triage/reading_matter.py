"""Messages written for these tests, and the shared corpora when they are there."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pimpasa.triage.reader import Reading

Message = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]


def own_messages() -> list[Message]:
    """The labelled messages beside this file."""
    lines = (Path(__file__).parent / "messages.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def shared_file(name: str) -> Path:
    """A file of the shared triage folder; skips, saying so, where that folder is absent."""
    folder = Path(os.environ.get("PIMPASA_SHARED", ROOT.parent / "shared")) / "triage"
    if not (folder / name).is_file():
        pytest.skip(f"no {name} in {folder}: set PIMPASA_SHARED to score on the shared corpora")
    return folder / name


def without_places_in_text(reading: Reading) -> tuple[object, ...]:
    """All labels of a reading, without where its words stand."""
    record = reading.as_record()
    return tuple((name, json.dumps(record[name])) for name in sorted(record))
