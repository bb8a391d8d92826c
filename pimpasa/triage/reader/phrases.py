"""Phrases of content/ found among the words of a message, in time linear in both.

A phrase is a row of items: `word`, `begin*` (words that begin so), `@concept`, `a|b` (either; `_`
joins the words of one choice: `ikut|dibawa_pergi`), and `..` or `..6` (up to 4, or 6, words
between). All lie in one sentence.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pimpasa.triage.reader.content import Concept, ContentError, Indicator
from pimpasa.triage.reader.words import Token, fold, forms_of

GAP = 4
NEGATION = "@tidak"
NEGATION_REACH = 3
MATCHES_KEPT = 8
STARTS_TRIED = 400
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator found at tokens `first` to `last` (inclusive)."""

    indicator: Indicator
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Item:
    """One place in a phrase: any of these keys, at most `gap` words after the item before it.

    `denies` says that it is a "not": what it denies must follow in the same clause.
    """

    keys: tuple[str, ...]
    gap: int
    denies: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase and the indicator it serves."""

    items: tuple[Item, ...]
    owner: int


@dataclass(slots=True)
class Found:
    """Where each key occurs in one message: sorted, by first token."""

    tokens: list[Token]
    spans: dict[str, list[Span]] = field(default_factory=dict)
    _merged: dict[tuple[str, ...], list[Span]] = field(default_factory=dict)
    defeats: dict[int, frozenset[int]] = field(default_factory=dict)

    def at(self, keys: tuple[str, ...]) -> list[Span]:
        """All places of any of `keys`, sorted."""
        if len(keys) == 1:
            return self.spans.get(keys[0], [])
        if keys not in self._merged:
            every = {span for key in keys for span in self.spans.get(key, ())}
            self._merged[keys] = sorted(every)
        return self._merged[keys]


class Phrasebook:
    """All concepts and indicators, compiled for one pass over a message."""

    def __init__(self, concepts: Iterable[Concept], indicators: Iterable[Indicator]) -> None:
        """Compile; raises ContentError when a phrase names a concept that is not there."""
        self._words: set[str] = set()
        self._begins: set[str] = set()
        self._choices: set[str] = set()
        self._concepts: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        self._unless: dict[int, tuple[Phrase, ...]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self.indicators = tuple(indicators)
        known = tuple(concepts)
        names = {f"@{concept.id}" for concept in known}
        self._denials = {NEGATION} | {w for c in known if f"@{c.id}" == NEGATION for w in c.words}
        for concept in known:
            for words in concept.words:
                keys = tuple(self._key(word) for word in words.split())
                self._concepts[keys[0]].append((keys[1:], f"@{concept.id}"))
        for owner, indicator in enumerate(self.indicators):
            for text in indicator.phrases:
                phrase = Phrase(self._items(text, names, indicator), owner)
                for key in phrase.items[0].keys:
                    self._phrases[key].append(phrase)
            self._unless[owner] = tuple(
                Phrase(self._items(text, names, indicator), owner) for text in indicator.unless
            )

    def look(self, tokens: list[Token]) -> Found:
        """Where words and concepts of the phrasebook occur in a message."""
        spans: dict[str, list[Span]] = defaultdict(list)
        keys = [self._keys_of(token.word) for token in tokens]
        for place, of_word in enumerate(keys):
            for key in of_word:
                spans[key].append((place, place))
        concepts: dict[str, set[Span]] = defaultdict(set)
        for key in spans.keys() & self._concepts.keys():
            for rest, concept in self._concepts[key]:
                concepts[concept].update(
                    (place, place + len(rest))
                    for place, _ in spans[key]
                    if _follows(keys, tokens, place, rest)
                )
        spans.update({concept: sorted(places) for concept, places in concepts.items()})
        return Found(tokens, dict(spans))

    def matches(self, found: Found) -> Iterator[Match]:
        """Indicators whose phrases stand in the message, not negated and not defeated."""
        kept: dict[int, set[Span]] = defaultdict(set)
        for key in list(found.spans):
            for phrase in self._phrases.get(key, ()):
                if len(kept[phrase.owner]) >= MATCHES_KEPT:
                    continue
                kept[phrase.owner] |= self._standing(phrase, key, found)
        for owner, places in kept.items():
            for first, last in sorted(places)[:MATCHES_KEPT]:
                yield Match(self.indicators[owner], first, last)

    def _standing(self, phrase: Phrase, key: str, found: Found) -> set[Span]:
        indicator = self.indicators[phrase.owner]
        defeated = self._defeated_sentences(phrase.owner, found)
        return {
            span
            for span in _walk(phrase, found.spans[key], found)
            if found.tokens[span[0]].sentence not in defeated
            and not (indicator.negatable and _is_negated(phrase, span, found))
        }

    def _defeated_sentences(self, owner: int, found: Found) -> frozenset[int]:
        if owner not in found.defeats:
            found.defeats[owner] = frozenset(
                found.tokens[first].sentence
                for phrase in self._unless[owner]
                for first, _ in _walk(phrase, found.at(phrase.items[0].keys), found)
            )
        return found.defeats[owner]

    def _items(self, text: str, names: set[str], indicator: Indicator) -> tuple[Item, ...]:
        items: list[Item] = []
        gap = 0
        for part in text.split():
            if part.startswith(".."):
                gap = int(part[2:] or GAP)
                continue
            keys = tuple(self._key(word) for word in part.split("|"))
            unknown = [k for k in keys if k.startswith("@") and k not in names]
            if unknown:
                raise ContentError(f"{indicator.id}: no concept {unknown[0]} ({text})")
            items.append(Item(keys, gap, any(key in self._denials for key in keys)))
            gap = 0
        if not items:
            raise ContentError(f"{indicator.id}: an empty phrase ({text})")
        return tuple(items)

    def _key(self, word: str) -> str:
        if word.startswith("@"):
            return word
        if "_" in word:
            return self._choice(word)
        if word.endswith("*"):
            begin = fold(word[:-1])
            self._begins.add(begin)
            return begin + "*"
        self._words.add(fold(word))
        return fold(word)

    def _choice(self, word: str) -> str:
        """A choice of several words, kept like a concept of its own."""
        name = f"={word}"
        if name not in self._choices:
            self._choices.add(name)
            first, *rest = (self._key(part) for part in word.split("_"))
            self._concepts[first].append((tuple(rest), name))
        return name

    def _keys_of(self, word: str) -> tuple[str, ...]:
        known = self._keys.get(word)
        if known is None:
            exact = [form for form in forms_of(word) if form in self._words]
            begins = [word[:n] + "*" for n in range(1, len(word) + 1) if word[:n] in self._begins]
            known = (*exact, *begins)
            if len(self._keys) < 20_000:
                self._keys[word] = known
        return known


def _follows(
    keys: list[tuple[str, ...]], tokens: list[Token], place: int, rest: tuple[str, ...]
) -> bool:
    if place + len(rest) >= len(keys) or not rest:
        return not rest
    if tokens[place].sentence != tokens[place + len(rest)].sentence:
        return False
    return all(key in keys[place + n] for n, key in enumerate(rest, start=1))


def _walk(phrase: Phrase, starts: list[Span], found: Found) -> Iterator[Span]:
    """Where the whole phrase stands: each next item is the earliest that fits."""
    places = [found.at(item.keys) for item in phrase.items[1:]]
    if not all(places):
        return
    for first, end in starts[:STARTS_TRIED]:
        last = end
        for before, item, spans in zip(phrase.items, phrase.items[1:], places, strict=False):
            at = bisect_left(spans, (last + 1, 0))
            if at == len(spans) or spans[at][0] > last + 1 + item.gap:
                break
            here, there = found.tokens[last], found.tokens[spans[at][1]]
            if here.sentence != there.sentence or (before.denies and here.clause != there.clause):
                break
            last = spans[at][1]
        else:
            yield first, last


def _is_negated(phrase: Phrase, span: Span, found: Found) -> bool:
    """Whether a "not" stands before the words or before their last, in the same clause.

    Phrases that hold a "not" of their own are asked only about what stands before them.
    """
    if _stands_before(span[0], span[0], found):
        return True
    has_own = any(item.denies for item in phrase.items)
    return not has_own and _stands_before(span[1], span[1] - span[0], found)


def _stands_before(place: int, room: int, found: Found) -> bool:
    """Whether a "not" lies at most three words, and at most `room`, before a place."""
    spans = found.spans.get(NEGATION, [])
    at = bisect_left(spans, (place, 0)) - 1
    if at < 0 or spans[at][1] < place - min(NEGATION_REACH, room):
        return False
    return found.tokens[spans[at][0]].clause == found.tokens[place].clause
