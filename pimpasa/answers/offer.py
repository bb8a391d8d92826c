"""Checking a pasted job offer: its warning signs, and the words that gave them. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pimpasa.answers.cards import RedFlag, red_flags
from pimpasa.triage.reader import read, signs


@dataclass(frozen=True)
class Sign:
    """A warning sign found in an offer, under the number it bears on the page."""

    number: int
    flag: RedFlag


@dataclass(frozen=True)
class Piece:
    """A piece of the offer as pasted, with the numbers of the signs that its words gave."""

    text: str
    numbers: tuple[int, ...] = ()
    is_grave: bool = False


@dataclass(frozen=True)
class CheckedOffer:
    """What an offer shows. That nothing was found does not make it honest."""

    signs: tuple[Sign, ...]
    pieces: tuple[Piece, ...]
    destinations: tuple[str, ...]  # as countries are called in Indonesian
    is_emergency: bool
    firms: tuple[str, ...] = ()  # as they are written in the offer


def check_offer(text: str) -> CheckedOffer:
    """Read an offer and name its warning signs, the gravest first, as the facts order them."""
    found = signs(text)
    spans: dict[int, list[tuple[int, int]]] = {}
    shown: list[Sign] = []
    for flag in red_flags():
        words = [(e.start, e.end) for e in found if e.label in flag.codes]
        if words:
            shown.append(Sign(len(shown) + 1, flag))
            spans[len(shown)] = words
    grave = {sign.number for sign in shown if sign.flag.is_grave}
    reading = read(text)
    return CheckedOffer(
        signs=tuple(shown),
        pieces=tuple(_pieces(text, spans, grave)),
        destinations=tuple(dict.fromkeys(reading.dest_canon)),
        is_emergency=reading.urgency == "emergency",
        firms=tuple(dict.fromkeys(reading.entities.companies)),
    )


def _pieces(text: str, spans: dict[int, list[tuple[int, int]]], grave: set[int]) -> Iterator[Piece]:
    """Cut the text where signs begin and end; words of several signs that overlap stay together."""
    at = 0
    for start, end, numbers in _joined(spans):
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], tuple(sorted(numbers)), bool(numbers & grave))
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _joined(spans: dict[int, list[tuple[int, int]]]) -> list[tuple[int, int, set[int]]]:
    marked = sorted((start, end, number) for number, all_ in spans.items() for start, end in all_)
    joined: list[tuple[int, int, set[int]]] = []
    for start, end, number in marked:
        if joined and start < joined[-1][1]:
            before = joined.pop()
            joined.append((before[0], max(before[1], end), before[2] | {number}))
        else:
            joined.append((start, end, {number}))
    return joined
