"""An officer whose desk is in English reads the machine's reasons in English, every one of them."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.utils.translation import override

from pimpasa.base.content import content_root
from pimpasa.doors.office.evidence import pieces
from pimpasa.triage.reader import elements
from pimpasa.triage.reader.draft import ELEMENT_FIELDS
from pimpasa.triage.reasons import reason_in

SENTENCE = re.compile(r"^[A-Z].* .*\.$", re.DOTALL)
OFFER = "Ini tawaran untuk merekrut orang."


def of_content() -> set[str]:
    entries = [
        entry
        for path in (content_root() / "indicators").glob("*.toml")
        for entry in tomllib.loads(path.read_text()).get("indicator", ())
    ]
    return {e["why"] for e in entries if e["label"].split(":")[0] in ELEMENT_FIELDS}


def of_the_reader() -> set[str]:
    """The sentences that stand in the code, without what describes the code."""
    tree = ast.parse(Path(elements.__file__).read_text())
    described = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    said = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in described
    }
    return {text for text in said if SENTENCE.match(text) and "18 tahun" not in text}


def test_the_sentences_are_found():
    assert len(of_content()) > 20
    assert OFFER in of_the_reader()
    assert len(of_the_reader()) > 8


@pytest.mark.parametrize("why", sorted(of_content() | of_the_reader()))
def test_each_reason_has_its_english(why):
    assert reason_in("en", why) != why
    assert reason_in("id", why) == why


def test_a_mark_on_the_words_says_why_in_the_language_of_the_desk():
    evidence = [{"start": 0, "end": 6}]
    found = [{"field": "process", "label": "recruit", "why": OFFER, "evidence": evidence}]

    with override("en"):
        assert pieces("Dicari PRT", found)[0].why == "This is an offer to recruit people."
    with override("id"):
        assert pieces("Dicari PRT", found)[0].why == OFFER
