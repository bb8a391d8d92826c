"""Reads one message against the law: text in, a `Reading` with the words of evidence out.

Pure: no Django, no clock, no network; the same text always gives the same reading.
"""

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from pimpasa.triage.reader.ages import minors_in
from pimpasa.triage.reader.content import Vocabulary, content_dir, vocabulary
from pimpasa.triage.reader.draft import Draft, Signal, with_certainty
from pimpasa.triage.reader.elements import settle_elements
from pimpasa.triage.reader.judge import settle_referral, settle_risk, settle_urgency
from pimpasa.triage.reader.kinds import is_shouting, settle_kind, settle_language
from pimpasa.triage.reader.names import companies_of, handles_of, is_within
from pimpasa.triage.reader.numbers import numbers_of, rupiah
from pimpasa.triage.reader.phrases import Phrasebook
from pimpasa.triage.reader.places import Atlas, Destination
from pimpasa.triage.reader.reading import Entities, Evidence, Finding, Reading
from pimpasa.triage.reader.topics import settle_topics
from pimpasa.triage.reader.words import Token, tokens_of

__all__ = ["Entities", "Evidence", "Finding", "Reading", "read", "signs"]

Span = tuple[int, int]
_MOBILE = re.compile(r"[+(]*(?:62|0)[ .()-]*8")


def read(text: str) -> Reading:
    """The reading of one message; any string is read, the empty one as a report about nothing."""
    draft = _draft(text, _tools(content_dir()))
    settle_kind(draft)
    settle_elements(draft)
    settle_topics(draft)
    settle_risk(draft)
    settle_urgency(draft)
    settle_referral(draft)
    return _reading(draft)


def signs(text: str) -> tuple[Evidence, ...]:
    """Every indicator found, with its words, whether a label rests on it or not; by place.

    A destination known for scam compounds is the sign `hub:online`; a mobile number where no
    company is named is `sign:only_mobile`.
    """
    draft = _draft(text, _tools(content_dir()))
    found = [signal.evidence for same in draft.signals.values() for signal in same]
    found += [
        Evidence("hub:online", draft.tokens[d.first].start, draft.tokens[d.last].end, "place.hub")
        for d in draft.destinations
        if d.place.is_scam_hub
    ]
    if not draft.entities.companies:
        mobiles = [span for span in numbers_of(text).phones if _MOBILE.match(text[slice(*span)])]
        found += [Evidence("sign:only_mobile", *span, "contact.mobile") for span in mobiles]
    return tuple(sorted(found, key=lambda evidence: (evidence.start, evidence.label)))


class _Tools:
    """The vocabulary, compiled."""

    def __init__(self, known: Vocabulary) -> None:
        self.book = Phrasebook(known.concepts, known.indicators)
        self.atlas = Atlas(known.places, known.tables["around_places"])
        marks = known.tables["languages"]
        self.marks = {lang: frozenset(words) for lang, words in marks.items()}


@lru_cache(maxsize=4)
def _tools(root: Path) -> _Tools:
    return _Tools(vocabulary(root))


def _draft(text: str, tools: _Tools) -> Draft:
    tokens = tokens_of(text)
    handles = handles_of(text)
    companies = companies_of(text, handles)
    taken = _tokens_within(tokens, handles + companies)
    destinations = tools.atlas.destinations(tokens, text, taken)
    numbers = numbers_of(text)
    amounts = tuple(text[a:b] for a, b in numbers.amounts)
    draft = Draft(
        text=text,
        tokens=tokens,
        signals=_signals(text, tokens, tools),
        entities=Entities(
            phones=tuple(text[a:b] for a, b in numbers.phones),
            handles=tuple(text[a:b] for a, b in handles),
            companies=tuple(text[a:b] for a, b in companies),
            destinations=_surfaces(destinations, tokens, text),
            amounts=tuple(dict.fromkeys(amounts)),
            accounts=tuple(text[a:b] for a, b in numbers.accounts),
        ),
        destinations=destinations,
        is_shouting=is_shouting(text),
        wage_idr=max((rupiah(amount) for amount in amounts), default=0),
    )
    settle_language(draft, tools.marks)
    return draft


def _signals(text: str, tokens: list[Token], tools: _Tools) -> dict[str, list[Signal]]:
    signals: dict[str, list[Signal]] = defaultdict(list)
    for match in tools.book.matches(tools.book.look(tokens)):
        indicator = match.indicator
        start, end = tokens[match.first].start, tokens[match.last].end
        evidence = Evidence(indicator.label, start, end, indicator.id)
        signal = Signal(evidence, indicator.why)
        signals[indicator.label].append(signal)
    for start, end in minors_in(text):
        evidence = Evidence("child:minor", start, end, "child.age")
        signals["child:minor"].append(Signal(evidence, "Disebut umur di bawah 18 tahun."))
    return dict(signals)


def _tokens_within(tokens: list[Token], spans: list[Span]) -> set[int]:
    inside = sorted(spans)
    return {n for n, token in enumerate(tokens) if is_within((token.start, token.end), inside)}


def _surfaces(destinations: list[Destination], tokens: list[Token], text: str) -> tuple[str, ...]:
    surfaces = (text[tokens[d.first].start : tokens[d.last].end] for d in destinations)
    return tuple(dict.fromkeys(surfaces))


def _reading(draft: Draft) -> Reading:
    canon: dict[str, str] = {}
    for place in draft.destinations:
        surface = draft.text[draft.tokens[place.first].start : draft.tokens[place.last].end]
        canon.setdefault(surface, place.place.canon)
    labels = draft.labels
    return Reading(
        kind=draft.kind,
        lang=draft.lang,
        topics=tuple(labels["topics"]),
        process=tuple(labels["process"]),
        means=tuple(labels["means"]),
        purpose=tuple(labels["purpose"]),
        child=draft.child,
        urgency=draft.urgency,
        entities=draft.entities,
        dest_canon=tuple(canon.values()),
        referral=tuple(labels["referral"]),
        risk=draft.risk,
        findings=tuple(with_certainty(draft)),
    )
