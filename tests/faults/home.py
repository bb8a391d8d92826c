"""Another home for what is restored, and the words of docs/running.md that say how."""

import re
import secrets
import subprocess
from pathlib import Path

from tests.faults.conftest import psql
from tests.faults.system import ROOT

TOLD = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
EXAMPLE = "pimpasa-20261124T050000Z.age"


def told_commands(about):
    """The indented commands under a heading of docs/running.md."""
    section = TOLD.partition(f"\n## {about}\n")[2].partition("\n## ")[0]
    return re.findall(r"^    (.+)$", section, re.MULTILINE)


def empty_database(cluster):
    """A new PostgreSQL database with nothing in it."""
    name = f"empty_{secrets.token_hex(4)}"
    psql(cluster, f"CREATE DATABASE {name}")
    return cluster.url.replace("/postgres?", f"/{name}?")


def as_told(commands, *, old, new, backup, environment):
    """Run these commands of the docs from the project's folder, with our places for theirs."""
    places = {"/srv/pimpasa": old, "/srv/new": new, EXAMPLE: backup.name}
    script = "\n".join(commands)
    for theirs, ours in places.items():
        assert theirs in script, f"docs/running.md no longer says {theirs}"
        script = script.replace(theirs, str(ours))
    return subprocess.run(
        ["sh", "-ec", script], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def files_with(home: Path, needle: bytes) -> list[str]:
    """The files below a home that hold these bytes."""
    return [
        str(path.relative_to(home))
        for path in sorted(home.rglob("*"))
        if path.is_file() and needle in path.read_bytes()
    ]
