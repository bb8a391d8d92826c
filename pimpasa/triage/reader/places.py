"""Where people are taken, go or are offered to go, as the words of a message say it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pimpasa.triage.reader.content import Place
from pimpasa.triage.reader.words import Token, fold, forms_of

Contexts = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination named at tokens `first` to `last`; `is_there` when "in" or "at" precedes it."""

    place: Place
    first: int
    last: int
    is_there: bool


class Atlas:
    """All names of places, longest first, and the words that make them destinations."""

    def __init__(self, places: Iterable[Place], around: dict[str, list[str]]) -> None:
        """Index the names by their first word."""
        self._around: Contexts = {name: frozenset(words) for name, words in around.items()}
        self._names: dict[str, list[tuple[tuple[str, ...], Place]]] = defaultdict(list)
        for place in places:
            for name in place.names:
                words = tuple(fold(w) for w in name.replace("-", " ").split())
                self._names[words[0]].append((words, place))
        for names in self._names.values():
            names.sort(key=lambda pair: -len(pair[0]))

    def destinations(self, tokens: list[Token], text: str, taken: set[int]) -> list[Destination]:
        """Places people go to, in order; tokens in `taken` belong to names of firms and pages."""
        found: list[Destination] = []
        at = 0
        while at < len(tokens):
            hit = self._name_at(tokens, at)
            if hit is None or not taken.isdisjoint(range(at, at + hit[0])):
                at += 1
                continue
            length, place = hit
            is_there = bool(at) and tokens[at - 1].word in self._around["at_place"]
            span = Destination(place, at, at + length - 1, is_there)
            if self._is_destination(span, tokens, text, found):
                found.append(span)
            at += length
        return found

    def _name_at(self, tokens: list[Token], at: int) -> tuple[int, Place] | None:
        for form in forms_of(tokens[at].word):
            for words, place in self._names.get(form, ()):
                if len(words) == 1 and form != tokens[at].word and len(form) < 5:
                    continue
                rest = [token.word for token in tokens[at + 1 : at + len(words)]]
                if rest == list(words[1:]):
                    return len(words), place
        return None

    def _is_destination(
        self, span: Destination, tokens: list[Token], text: str, before: list[Destination]
    ) -> bool:
        previous = tokens[span.first - 1].word if span.first else ""
        here = tokens[span.first]
        if here.word in self._around["needs_capital"] and text[here.start].islower():
            return False
        if previous in self._around["not_there"]:
            return False
        if span.place.is_abroad:
            following = tokens[span.last + 1].word if span.last + 1 < len(tokens) else ""
            return (
                previous not in self._around["nationality"]
                and following not in self._around["after_nationality"]
            )
        return span.place.is_gate or self._is_on_the_way(span, tokens, text, before)

    def _is_on_the_way(
        self, span: Destination, tokens: list[Token], text: str, before: list[Destination]
    ) -> bool:
        """Whether a place in Indonesia is part of the journey, not the sender's home or office."""
        if before and before[-1].last == span.first - 1:
            between = text[tokens[span.first - 1].end : tokens[span.first].start]
            if between.strip() in {"-", "–", "/", ",", "&", "->", "→"}:
                return True
        near = [token.word for token in tokens[max(0, span.first - 4) : span.first]]
        if not near:
            return False
        if near[-1] in self._around["towards"]:
            return True
        return near[-1] in self._around["at"] and not self._around["movement"].isdisjoint(near)
