"""Which cards answer a question best: weighted BM25 over the fields of a card, in memory.

Source: Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond,
Foundations and Trends in Information Retrieval 3(4), 333-389, section 3.6 (fields).
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from pimpasa.answers.cards import Card
from pimpasa.answers.search.stems import stems

SATURATION = 3.0
LENGTH_PENALTY = 0.5
FIELD_WEIGHTS = {"question": 3.0, "keywords": 3.0, "answer": 0.7}
MISSPELLED_WORTH = 0.6
SHORTEST_MISSPELLED = 5


@dataclass(frozen=True)
class _Index:
    frequencies: tuple[dict[str, float], ...]
    rarity: dict[str, float]


def suggest(text: str, cards: Sequence[Card], *, limit: int) -> list[Card]:
    """Return the cards that fit a question, the best first; none when no word fits."""
    index = _index(tuple(cards))
    asked = _known_words(text, index)
    scores = [_score(asked, frequency, index) for frequency in index.frequencies]
    order = sorted(range(len(cards)), key=lambda place: (-scores[place], cards[place].slug))
    return [cards[place] for place in order[:limit] if scores[place] > 0]


def _score(asked: dict[str, float], frequency: dict[str, float], index: _Index) -> float:
    return sum(
        worth * index.rarity[stem] * frequency[stem] / (SATURATION + frequency[stem])
        for stem, worth in asked.items()
        if stem in frequency
    )


def _known_words(text: str, index: _Index) -> dict[str, float]:
    known: dict[str, float] = {}
    for stem, count in Counter(stems(text)).items():
        emphasis = 1 + math.log(count)
        if stem in index.rarity:
            known[stem] = emphasis
        elif (meant := _respelled(stem, index)) is not None:
            known.setdefault(meant, MISSPELLED_WORTH * emphasis)
    return known


def _respelled(stem: str, index: _Index) -> str | None:
    if len(stem) < SHORTEST_MISSPELLED:
        return None
    near = (known for known in index.rarity if known[0] == stem[0] and len(known) > 3)
    distances = {known: OSA.distance(stem, known, score_cutoff=1) for known in near}
    best = min(distances, key=lambda known: (distances[known], known), default=None)
    return best if best is not None and distances[best] <= 1 else None


@lru_cache(maxsize=4)
def _index(cards: tuple[Card, ...]) -> _Index:
    fields = [_fields(card) for card in cards]
    mean_length = {
        name: sum(len(words[name]) for words in fields) / max(len(fields), 1) or 1.0
        for name in FIELD_WEIGHTS
    }
    frequencies = tuple(_weighted(words, mean_length) for words in fields)
    spread = Counter(stem for frequency in frequencies for stem in frequency)
    rarity = {
        stem: math.log1p((len(cards) - count + 0.5) / (count + 0.5))
        for stem, count in spread.items()
    }
    return _Index(frequencies=frequencies, rarity=rarity)


def _fields(card: Card) -> dict[str, list[str]]:
    return {
        "question": stems(f"{card.question.id} {card.question.en}"),
        "keywords": [stem for keyword in card.keywords for stem in stems(keyword)],
        "answer": stems(f"{card.answer.id} {card.answer.en}"),
    }


def _weighted(words: dict[str, list[str]], mean_length: dict[str, float]) -> dict[str, float]:
    weighted: dict[str, float] = {}
    for name, weight in FIELD_WEIGHTS.items():
        norm = 1 - LENGTH_PENALTY + LENGTH_PENALTY * len(words[name]) / mean_length[name]
        for stem, count in Counter(words[name]).items():
            weighted[stem] = weighted.get(stem, 0.0) + weight * count / norm
    return weighted
