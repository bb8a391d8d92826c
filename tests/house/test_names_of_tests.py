"""Tests are called the same in every process: nothing drawn by lot names one.

pytest-xdist collects in each worker and stops when the names differ.
"""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
BY_LOT = {"uuid4", "random", "token_hex", "token_urlsafe", "now", "today", "time"}


@pytest.mark.parametrize(
    "part",
    sorted(
        p.name for p in TESTS.iterdir() if (p / "__init__.py").exists() or any(p.glob("test_*.py"))
    ),
)
def test_no_parameter_is_drawn_by_lot(part):
    files = sorted((TESTS / part).rglob("*.py"))
    assert [f"{file.name}:{line}" for file in files for line in drawn(file)] == []


def drawn(file: Path) -> list[int]:
    """Lines of decorators that call something which answers otherwise each time."""
    functions = [n for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.FunctionDef)]
    calls = [
        call
        for function in functions
        for decorator in function.decorator_list
        if ast.unparse(decorator).startswith("pytest.mark.parametrize")
        for call in ast.walk(decorator)
        if isinstance(call, ast.Call)
    ]
    return [call.lineno for call in calls if called(call) in BY_LOT]


def called(call: ast.Call) -> str:
    name = call.func
    return name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
