"""The folder of facts (law, indicators, answers, lessons), and how a file of it is read."""

import os
import tomllib
from pathlib import Path
from typing import Any

PROJECT_ROOT = Path(__file__).resolve().parents[2]


class BrokenContent(ValueError):
    """A file of facts says something we cannot use; the message names the file and the entry."""


def content_root() -> Path:
    """Return the folder of facts: `PIMPASA_CONTENT` if it is set, else the project's own."""
    chosen = os.environ.get("PIMPASA_CONTENT", "")
    return Path(chosen) if chosen else PROJECT_ROOT / "content"


def read_toml(path: Path) -> dict[str, Any]:
    """Return one file of facts as written.

    Raises `BrokenContent` when the file is missing or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BrokenContent(f"{path.name}: {fault}") from fault
