"""The main speech act of a message, and its language."""

import re

from pimpasa.triage.reader.draft import Draft
from pimpasa.triage.reader.words import Token

AD_THRESHOLD = 5.0
SEVERE = ("means:confine", "means:violence", "means:abduct", "means:threat")


def settle_kind(draft: Draft) -> None:
    """Offer, suggestion, question or report: the strongest claim wins, in this order."""
    if ad_score(draft) >= AD_THRESHOLD:
        draft.kind = "joboffer"
        draft.add("kind", "joboffer", by=("sign:ad", "sign:ad_contact"))
    elif draft.has("kind:suggestion") and not _is_plea(draft):
        draft.kind = "suggestion"
        draft.add("kind", "suggestion")
    elif _asks(draft):
        draft.kind = "question"
        draft.add("kind", "question", "Kalimatnya bertanya.", by=("kind:question", "kind:ask"))
    else:
        draft.kind = "report"
        draft.add("kind", "report", "Pengirim bercerita atau meminta tolong.", by=("kind:report",))


def ad_score(draft: Draft) -> float:
    """How much the message looks like an advertisement; above AD_THRESHOLD it is one."""
    ad = len({s.evidence.start for s in draft.signals.get("sign:ad", ())})
    contact = len({s.evidence.start for s in draft.signals.get("sign:ad_contact", ())})
    terms = len({s.evidence.start for s in draft.signals.get("sign:ad_terms", ())})
    narrative = len({s.evidence.start for s in draft.signals.get("kind:narrative", ())})
    points = 1.5 * min(ad, 2) + 0.7 * min(contact, 3) + 0.5 * min(terms, 4)
    points += 1.5 * bool(draft.entities.phones or draft.entities.handles)
    points += 1.0 * bool(draft.entities.companies) + 0.5 * bool(draft.entities.amounts)
    points += 1.5 * draft.is_shouting + 1.0 * draft.has("flag:free", "flag:no_skill")
    points -= 0.9 * narrative + 2.5 * draft.has("kind:question") + 1.5 * draft.has("kind:report")
    return points - 1.5 * draft.has("kind:suggestion")


def is_shouting(text: str) -> bool:
    """Capitals, emoji or strings of marks, as advertisements use them."""
    capitals = len(re.findall(r"\b[A-Z]{4,}\b", text))
    emoji = len(re.findall(r"[\u2600-\u27BF\U0001F300-\U0001FAFF‼️]", text))
    return capitals >= 3 or emoji >= 1 or "!!" in text


def settle_language(draft: Draft, marks: dict[str, frozenset[str]]) -> None:
    """The dominant language: the one most of whose own words occur."""
    counts = {lang: _marked(draft.tokens, words) for lang, words in marks.items()}
    best = max(counts, key=lambda lang: (counts[lang], lang == "id"))
    own = counts[best]
    if best != "id" and (own < 3 or own < 0.75 * counts["id"]):
        best = "id"
    draft.lang = best


def _marked(tokens: list[Token], words: frozenset[str]) -> int:
    return sum(token.word in words for token in tokens)


def _is_plea(draft: Draft) -> bool:
    return draft.count(*SEVERE) >= 1 and draft.has("kind:report")


def _asks(draft: Draft) -> bool:
    """A request for information that is the main point, not a rhetorical end of a plea."""
    if draft.has("kind:question"):
        return True
    if "?" not in draft.text:
        return draft.has("kind:ask") and not draft.has("kind:report") and _ends_asking(draft)
    if not draft.has("kind:report"):
        return True
    last_mark = draft.text.rindex("?")
    return len(draft.text) - last_mark < 12 and draft.has("kind:ask")


def _ends_asking(draft: Draft) -> bool:
    if not draft.tokens:
        return False
    last = draft.tokens[-1].end
    return any(last - s.evidence.end < 60 for s in draft.signals.get("kind:ask", ()))
