"""Lays the machine's evidence over the person's words: the words stay whole, marks lie on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from pimpasa.triage.reader.law import codes_of
from pimpasa.triage.reasons import reason_in

GROUPS = {"process": "act", "means": "means", "purpose": "purpose"}
LETTERS = {"act": "P", "means": "C", "purpose": "T"}


@dataclass(frozen=True)
class Piece:
    """A stretch of the words, marked or plain."""

    text: str
    mark: str = ""  # act, means, purpose
    code: str = ""  # P1, C6, T2
    why: str = ""


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    mark: str
    code: str
    why: str


def pieces(words: str, findings: Iterable[dict[str, Any]]) -> list[Piece]:
    """The words in order, cut where a mark begins or ends; joined, they are the words again.

    Where two marks overlap, the one that begins first (and of those the longer) is shown.
    """
    cut, place = [], 0
    for span in sorted(_spans(findings), key=lambda s: (s.start, -s.end)):
        if span.start < place or not words[span.start : span.end].strip():
            continue
        if span.start > place:
            cut.append(Piece(words[place : span.start]))
        cut.append(Piece(words[span.start : span.end], span.mark, span.code, span.why))
        place = span.end
    if place < len(words):
        cut.append(Piece(words[place:]))
    return cut


def letter_code(code: str) -> str:
    """The statutory code as a person at the desk reads it: A1 is P1 (proses), M6 C6, E2 T2."""
    return {"A": "P", "M": "C", "E": "T"}.get(code[:1], code[:1]) + code[1:]


def _spans(findings: Iterable[dict[str, Any]]) -> list[_Span]:
    return [
        _Span(e["start"], e["end"], GROUPS[f["field"]], _code(f), _why(f))
        for f in findings
        if f["field"] in GROUPS
        for e in f["evidence"]
    ]


def _why(finding: dict[str, Any]) -> str:
    return reason_in(get_language() or "", finding["why"])


def _code(finding: dict[str, Any]) -> str:
    codes = codes_of(f"{finding['field']}:{finding['label']}")
    return letter_code(codes[0]) if codes else LETTERS[GROUPS[finding["field"]]]
