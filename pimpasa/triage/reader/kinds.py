"""The main speech act of a message, and its language."""

import re

from pimpasa.triage.reader.draft import Draft
from pimpasa.triage.reader.words import Token

AD_THRESHOLD = 3.0
AD_FLAGS = (
    "flag:free",
    "flag:no_skill",
    "flag:quick",
    "flag:visa_trick",
    "flag:guarantee",
    "flag:online_work",
    "means:payment",
)
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
    points = 2.5 * _opens_as_ad(draft) + 0.6 * min(_times(draft, "sign:ad_terms"), 4)
    points += 0.5 * min(_times(draft, "sign:ad_contact"), 3)
    points += 0.4 * min(_times(draft, "sign:ad"), 3)
    points += 1.5 * bool(draft.entities.phones or draft.entities.handles)
    points += 0.8 * bool(draft.entities.companies) + 0.7 * bool(draft.entities.amounts)
    points += 1.0 * draft.is_shouting + 0.8 * draft.has("sign:licensed")
    points += 0.5 * min(draft.count(*AD_FLAGS), 3)
    points -= 1.2 * min(_times(draft, "kind:personal"), 5) + 2.0 * draft.has("kind:question")
    points -= 1.5 * _greets(draft) + 1.5 * draft.has("kind:report")
    points -= 1.5 * draft.text.rstrip().endswith("?")
    return points - 2.0 * draft.has("kind:suggestion")


def _times(draft: Draft, label: str) -> int:
    return len({signal.evidence.start for signal in draft.signals.get(label, ())})


def _opens_as_ad(draft: Draft) -> bool:
    """Whether a word of advertisements stands among the first of the message."""
    return _stands_early(draft, "sign:ad", 6)


def _greets(draft: Draft) -> bool:
    return _stands_early(draft, "kind:vocative", 3)


def _stands_early(draft: Draft, label: str, words: int) -> bool:
    if not draft.tokens:
        return False
    end = draft.tokens[min(words, len(draft.tokens)) - 1].end
    return any(signal.evidence.start < end for signal in draft.signals.get(label, ()))


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
    """Whether somebody is in danger and help or advice is asked: that is never a suggestion."""
    return draft.has(*SEVERE) and (draft.has("kind:report") or "?" in draft.text)


def _asks(draft: Draft) -> bool:
    """A request for information that is the main point, not a rhetorical end of a plea."""
    last_mark = draft.text.rfind("?")
    ends = last_mark >= 0 and len(draft.text) - last_mark < 40
    asking = 3.0 * draft.has("kind:question") + 2.0 * ends + 3.0 * (last_mark >= 0)
    asking += 1.5 * draft.has("kind:asks_whether") + 0.5 * draft.has("kind:ask")
    telling = 1.5 + 2.0 * draft.has("kind:report") + 1.5 * draft.has("mode:closed", "mode:news")
    telling += 1.0 * (draft.has("kind:report") and draft.has(*SEVERE))
    return asking > telling
