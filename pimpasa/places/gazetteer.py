"""The index of village names: what somebody typed, misspelt or cut short, and which it may be."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from rapidfuzz import fuzz, process

from pimpasa.places.rules import key_of, parent_of, words_of

EXACT, BEGINS, HOLDS = 100.0, 85.0, 70.0
NEAREST = 72  # below this likeness (0 to 100) two names are different names
MOST_NAMES = 60
SHORTEST_FUZZY = 4  # shorter texts are like too many names
SHORTEST_SPLIT = 3  # before words of the places around it
_BEFORE_NAME = {"desa", "ds", "kelurahan", "kel", "nagari"}
_BEFORE_PARENT = {"kecamatan", "kec", "distrik", "kabupaten", "kab", "provinsi", "prov"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A village as the index takes it."""

    code: str
    name: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Found:
    """A village that may be meant, always with the places around it: names repeat."""

    code: str
    name: str
    district: str
    regency: str
    province: str
    postcode: str

    @property
    def label(self) -> str:
        """One line that tells it from every other village."""
        return f"{self.name}, {self.district}, {self.regency}, {self.province}"


class Gazetteer:
    """Every village name in memory, searched whole: 62,747 names take about 3 ms."""

    def __init__(self, entries: Iterable[Entry], *, parents: Mapping[str, str]) -> None:
        """Take the villages, and the name of each place above them by its code."""
        keyed = sorted(((key_of(e.name), e) for e in entries), key=lambda pair: _order(*pair))
        self._entries = [entry for _, entry in keyed]
        self._parents = parents
        self._words = {code: words_of(name) for code, name in parents.items()}
        self._keys: list[str] = []
        self._starts = array("l")
        for key, same in groupby(enumerate(keyed), key=lambda numbered: numbered[1][0]):
            self._keys.append(key)
            self._starts.append(next(same)[0])
        self._starts.append(len(self._entries))
        self._text = "\n".join([*self._keys, ""])  # all names in one, for pieces of names
        self._ends = array("l", accumulate(len(key) + 1 for key in self._keys))

    def find(self, text: str, *, limit: int) -> list[Found]:
        """The villages that the text may mean, the likeliest first; then by code."""
        best: dict[str, tuple[float, Entry]] = {}
        for name, around in _readings(text[:120]):
            for score, entry in self._called(name, around):
                if score > best.get(entry.code, (0.0, entry))[0]:
                    best[entry.code] = (score, entry)
            if any(score == EXACT for score, _ in best.values()):
                break
        ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].code))
        return [self._found(entry) for _, entry in ranked[:limit]]

    def with_postcode(self, postcode: str, *, limit: int) -> list[Found]:
        """The villages with this postcode, by code."""
        same = sorted((e for e in self._entries if e.postcode == postcode), key=lambda e: e.code)
        return [self._found(entry) for entry in same[:limit]]

    def _called(self, name: str, around: Sequence[str]) -> Iterator[tuple[float, Entry]]:
        for number, score in self._like(name, every=bool(around)).items():
            for entry in self._entries[self._starts[number] : self._starts[number + 1]]:
                if not around or self._lies_in(entry, around):
                    yield score, entry

    def _like(self, key: str, *, every: bool) -> dict[int, float]:
        """Numbers of the names like this one, with how much (0 to 100)."""
        scores = self._close(key) if len(key) >= SHORTEST_FUZZY else {}
        low, high = bisect_left(self._keys, key), bisect_left(self._keys, key + "~")
        begun = [(number, BEGINS) for number in range(low, high)]
        held = [(number, HOLDS) for number in self._holding(key)]
        for number, base in held + begun:
            known = self._keys[number]
            scores[number] = EXACT if known == key else base + 10 * len(key) / len(known)
        if every:
            return scores
        return dict(sorted(scores.items(), key=lambda pair: -pair[1])[:MOST_NAMES])

    def _holding(self, key: str) -> Iterator[int]:
        at = self._text.find(key)
        while at >= 0:
            number = bisect_right(self._ends, at)
            yield number
            at = self._text.find(key, self._ends[number])

    def _close(self, key: str) -> dict[int, float]:
        close = process.extract(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=NEAREST, limit=MOST_NAMES
        )
        return {number: score - 5 for _, score, number in close}

    def _lies_in(self, entry: Entry, around: Sequence[str]) -> bool:
        there = [word for code in _above(entry.code) for word in self._words[code]]
        return all(any(_alike(word, known) for known in there) for word in around)

    def _found(self, entry: Entry) -> Found:
        district, regency, province = (self._parents[code] for code in _above(entry.code))
        return Found(entry.code, entry.name, district, regency, province, entry.postcode)


def _order(key: str, entry: Entry) -> tuple[str, str]:
    return key, entry.code


def _above(code: str) -> tuple[str, str, str]:
    district = parent_of(code)
    regency = parent_of(district)
    return district, regency, parent_of(regency)


def _readings(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each way to read the text as a name and words of the places around it."""
    first, comma, rest = text.partition(",")
    words, around = words_of(first), [w for w in words_of(rest) if w not in _BEFORE_PARENT]
    if len(words) > 1 and words[0] in _BEFORE_NAME:
        words = words[1:]
    marks = [n for n, word in enumerate(words) if n and word in _BEFORE_PARENT]
    if marks:
        around = [w for w in words[marks[0] :] if w not in _BEFORE_PARENT] + around
        words = words[: marks[0]]
    if not words:
        return
    yield "".join(words), around
    if comma or marks:
        return
    for cut in range(len(words) - 1, 0, -1):
        name = "".join(words[:cut])
        if len(name) >= SHORTEST_SPLIT:
            yield name, words[cut:]


def _alike(word: str, known: str) -> bool:
    return known.startswith(word) or fuzz.ratio(word, known) >= 80
