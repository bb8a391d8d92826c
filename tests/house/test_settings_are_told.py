"""Every setting the system reads from the environment stands in docs/running.md, and no other."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOLD = set(
    re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "running.md").read_text(), re.MULTILINE)
)
OURS = re.compile(r"environ(?:\.get\(|\[)\s*\"((?:PIMPASA_|DATABASE_)[A-Z_]+)\"")
CODE = [*(ROOT / "pimpasa").rglob("*.py"), ROOT / "manage.py"]
READ = {name for path in CODE for name in OURS.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", sorted(READ))
def test_a_setting_is_told(name):
    assert name in TOLD


def test_nothing_is_told_that_is_not_read():
    assert not TOLD - READ
    assert len(READ) > 15
