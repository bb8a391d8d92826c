"""No test looks at a page that is going: whatever a hand does is waited for in the next statement.

A click answers when it was heard, not when the page it leads to has come. What looks or acts in
between is right on a quiet machine and wrong on a busy one. `tests/browser/acts.py` has the ways.
"""

import ast
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ACTS = {"click", "dblclick", "tap", "press", "drag_and_drop", "drag_to", "dispatch_event"}
GLANCES = {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable"}
SLEEPS = {"sleep", "wait_for_timeout", "wait_for_load_state"}  # a page that goes has long loaded
WAITS = ("wait_for", "to_", "not_to_", "expect_")
ONE_AFTER_ANOTHER = "keyboard.press"


def drives_a_browser(source):
    return "playwright" in source or "tests.browser" in source


FILES = [
    path
    for path in sorted(TESTS.rglob("*.py"))
    if path != Path(__file__) and drives_a_browser(path.read_text(encoding="utf-8"))
]


def does(node):
    """Whether a hand does something here; a function of our own of that name does not count."""
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(getattr(func, "attr", "") in ACTS for func in calls)


def called(node):
    """The names of all methods and functions that are called within, `page.click` as `click`."""
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {getattr(func, "attr", getattr(func, "id", "")) for func in calls}


def waits(node):
    """Whether this statement goes on only when something has come."""
    if isinstance(node, ast.With):
        return any(name.startswith("expect_") for item in node.items for name in called(item))
    named = called(node) - SLEEPS
    return "go_on" in named or any(name.startswith(WAITS) for name in named)


def blocks(node):
    """Every list of statements within this node."""
    for inner in ast.walk(node):
        for part in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(inner, part, None), list):
                yield block


def is_a_block(node):
    return any(isinstance(getattr(node, part, None), list) for part in ("body", "orelse"))


def waited_for(tree):
    """The lines within a `with` that expects something to come."""
    return {
        inner.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.With) and waits(node)
        for inner in ast.walk(node)
        if hasattr(inner, "lineno")
    }


def acts_let_go(tree):
    """The lines of acts whose next statement does not wait."""
    held = waited_for(tree)
    for block in blocks(tree):
        for statement, after in pairwise([*block, ast.Pass()]):
            if is_a_block(statement) or statement.lineno in held or not does(statement):
                continue
            keys = all(ONE_AFTER_ANOTHER in ast.unparse(one) for one in (statement, after))
            if not keys and not waits(after):
                yield statement.lineno


def faults(source):
    """What in this file can be right by luck: (line, why)."""
    tree = ast.parse(source)
    yield from ((line, "nothing waits for what comes of it") for line in acts_let_go(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and called(node) & GLANCES:
            yield node.lineno, "a glance; `expect` looks until it is so"
        if isinstance(node, ast.Expr) and called(node) & SLEEPS:
            yield node.lineno, "waits for the clock, not for the page"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_a_hand_does_is_waited_for(path):
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "racy",
    [
        "def f(page):\n    page.click('a')\n    assert page.inner_text('h1') == 'B'",
        "def f(page):\n    page.click('a')",
        "def f(page):\n    page.click('a')\n    page.goto('/b')",
        "def f(page):\n    page.press('#a', 'Enter')\n    return page.url",
        "def f(page):\n    page.locator('a').click()\n    assert Report.objects.count() == 1",
        "def f(page):\n    page.click('a')\n    page.wait_for_load_state()",
        "def f(page):\n    for x in page.locator('a').all():\n        x.click()",
        "def f(page):\n    with browser() as page:\n        page.click('a')\n        work()",
        "def f(page):\n    page.keyboard.press('g')\n    page.keyboard.press('i')",
        "def f(page):\n    page.goto('/')\n    assert not page.is_visible('b')",
        "def f(page):\n    page.goto('/')\n    page.wait_for_timeout(500)",
    ],
)
def test_what_is_right_by_luck_is_refused(racy):
    assert len(list(faults(racy))) >= 1


@pytest.mark.parametrize(
    "sound",
    [
        "def f(page):\n    go_on(page, 'a')\n    assert page.inner_text('h1') == 'B'",
        "def f(page):\n    page.click('a')\n    expect(page.locator('b')).to_be_visible()",
        "def f(page):\n    with page.expect_navigation():\n        page.click('a')\n    look(page)",
        "def f(page):\n    page.keyboard.press('g')\n    page.keyboard.press('i')\n"
        "    page.wait_for_url('/x')",
    ],
)
def test_what_waits_is_let_be(sound):
    assert list(faults(sound)) == []
