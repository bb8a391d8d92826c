"""One page of names: all are there, sorted, told of in the mathematics, and need no Django."""

import inspect
import subprocess
import sys
from pathlib import Path

import kentongan

PROJECT = Path(__file__).parents[2]


def test_every_name_is_there_once_and_in_order():
    assert sorted(set(kentongan.__all__)) == kentongan.__all__
    assert all(getattr(kentongan, name).__doc__ for name in kentongan.__all__)


def test_every_function_is_told_of_in_the_mathematics():
    text = (PROJECT / "docs" / "mathematics.md").read_text()
    functions = [n for n in kentongan.__all__ if inspect.isfunction(getattr(kentongan, n))]
    assert [name for name in functions if f"`{name}`" not in text] == []


def test_every_page_of_mathematics_is_in_the_index():
    text = (PROJECT / "docs" / "mathematics.md").read_text()
    pages = [path.name for path in (PROJECT / "docs" / "mathematics").glob("*.md")]
    assert [page for page in pages if f"mathematics/{page}" not in text] == []


def test_it_is_typed_and_stands_alone():
    assert (PROJECT / "kentongan" / "py.typed").exists()
    code = (
        "import sys, kentongan; "
        "sys.exit(any(name in sys.modules for name in "
        "('django', 'pimpasa', 'matplotlib', 'pandas', 'polars', 'narwhals', 'distributed')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT).returncode == 0
