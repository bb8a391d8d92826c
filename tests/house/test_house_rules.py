"""Rules of the house that a formatter cannot keep."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOPS = ("pimpasa", "kentongan", "tools", "bench")
FILES = [p for top in TOPS for p in sorted((ROOT / top).rglob("*.py"))]
FILES = [p for p in FILES if "migrations" not in p.parts]
CODE = [p for p in FILES if p.relative_to(ROOT).parts[0] in ("pimpasa", "kentongan")]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_what_it_is_and_stays_short(path):
    source = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source))
    assert len(source.splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_function_fits_a_page(path):
    long = [
        f"{node.name}: {length}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (length := lines_without_docstring(node)) > LONGEST_FUNCTION
    ]

    assert not long


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_stage_reads_a_clock(path):
    if name(path).startswith("pimpasa/doors/") or name(path).startswith("kentongan/"):
        return
    calls = {
        f"{ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }

    clocks = {"timezone.now", "timezone.localdate", "date.today", "datetime.now", "time.time"}
    allowed = {"datetime.now"} if name(path) == "pimpasa/ledger/followups.py" else set()
    assert not calls & clocks - allowed


def test_nothing_is_left_to_be_done_later():
    marks = ("TO" + "DO", "FIX" + "ME", "X" + "XX ")
    left = [name(p) for p in FILES if any(m in p.read_text(encoding="utf-8") for m in marks)]

    assert not left


def lines_without_docstring(node):
    """Lines of the body that are not blank: neither signature nor docstring counts."""
    body = node.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0
