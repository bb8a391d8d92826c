"""From a villager's words to search words: spelling, slang and region folded into one stem."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import snowballstemmer

from pimpasa.base.content import content_root
from pimpasa.base.entries import file_entry

LONGEST_PHRASE = 3
LONGEST_WORD = 40
_WORD = re.compile(r"[a-z0-9]+")
_COLLOQUIAL = re.compile(r"^(?:di([a-z]{3,})in|ng(?:e(?=[^aeiou]))?([a-z]{4,}))$")


@dataclass(frozen=True)
class _Words:
    stopwords: frozenset[str]
    phrases: dict[tuple[str, ...], tuple[str, ...]]
    stemmed: dict[str, tuple[str, ...]]


def stems(text: str) -> list[str]:
    """Return the search words of a text in order, for an index and for a question alike.

    Slang, regional and English words of `words.toml` become their Indonesian search word before
    stemming. Numbers are left out, but for ages under 18: they tell people apart, not questions.
    """
    words = _words(content_root())
    return list(_folded(_spelled(text), words))


def _spelled(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    unaccented = "".join(mark for mark in plain if not unicodedata.combining(mark))
    joined = re.sub(r"(?<=[a-z])['’`](?=[a-z])", "", unaccented)
    spelled: list[str] = []
    for word in _WORD.findall(joined):
        single = re.sub(r"2$", "", word) if word[:-1].isalpha() else word
        if not (spelled and spelled[-1] == single):
            spelled.append(single)
    return spelled


def _folded(spelled: list[str], words: _Words) -> Iterator[str]:
    place = 0
    while place < len(spelled):
        length, meant = _phrase_at(spelled, place, words)
        yield from meant
        place += length


def _phrase_at(spelled: list[str], place: int, words: _Words) -> tuple[int, tuple[str, ...]]:
    for length in range(min(LONGEST_PHRASE, len(spelled) - place), 0, -1):
        meant = words.phrases.get(tuple(spelled[place : place + length]))
        if meant is not None:
            return length, meant
    return 1, _stem_of(spelled[place], words)


def _stem_of(word: str, words: _Words) -> tuple[str, ...]:
    if word in words.stopwords or not word.isalpha() or not 2 < len(word) <= LONGEST_WORD:
        return ()
    plain = _COLLOQUIAL.sub(r"\1\2", word)
    stem = _stemmed(plain)
    return words.phrases.get((plain,)) or words.stemmed.get(stem, (stem,))


@cache
def _words(root: Path) -> _Words:
    entry = file_entry(root / "words.toml")
    entry.texts("sources")
    stopwords = frozenset(entry.texts("stopwords"))
    said: dict[str, tuple[str, ...]] = {}
    for word in entry.entries("word"):
        for written in (say := word.key("say"), *word.texts("also")):
            said[written] = (say,)
        word.close()
    entry.close()
    phrases = {tuple(_spelled(written)): meant for written, meant in said.items()}
    return _Words(stopwords=stopwords, phrases=phrases, stemmed=_unambiguous(phrases))


def _unambiguous(phrases: dict[tuple[str, ...], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    meanings: dict[str, set[tuple[str, ...]]] = {}
    for spelled, meant in phrases.items():
        if len(spelled) == 1:
            meanings.setdefault(_stemmed(spelled[0]), set()).add(meant)
    return {stem: meant.pop() for stem, meant in meanings.items() if len(meant) == 1}


def _stemmed(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("indonesian")
