"""The villagers of the demonstration speak in many voices, and none of their numbers is real."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from pimpasa.answers.cards import TOPICS
from pimpasa.base.content import PROJECT_ROOT

DEMO = PROJECT_ROOT / "content" / "demo"
PHONE = re.compile(r"(?:\+?62|\b0)8(?!00-1000)[\d -]{8,}")
MADE_UP = re.compile(r"(?:\+?62 ?|0)(?:834|837|854|894)")


def _lines(name: str) -> list[dict[str, Any]]:
    written = (DEMO / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in written.splitlines()]


WORDS = _lines("words")


def test_there_are_many_messages_of_every_kind_and_topic() -> None:
    kinds = Counter(message["kind"] for message in WORDS)
    assert len(WORDS) >= 1_200
    for kind, share in {"question": 50, "suggestion": 12, "report": 23, "joboffer": 15}.items():
        assert kinds[kind] / len(WORDS) == pytest.approx(share / 100, abs=0.03)
    assert {topic for message in WORDS for topic in message["topics"]} == TOPICS
    assert {"id", "jv", "su", "sas", "mad", "mkn", "ms", "en"} == {m["lang"] for m in WORDS}


def test_messages_differ_in_more_than_numbers_and_names() -> None:
    bare = [re.sub(r"@\S+|[^a-z]+", " ", message["text"].lower()) for message in WORDS]
    assert len(set(bare)) / len(bare) >= 0.9
    assert len({message["id"] for message in WORDS}) == len(WORDS)


def test_every_phone_number_is_on_a_prefix_nobody_has() -> None:
    texts = [line["text"] for name in ("words", "replies") for line in _lines(name)]
    numbers = [number for text in texts for number in PHONE.findall(text)]
    assert len(numbers) >= 100
    assert all(MADE_UP.match(number) for number in numbers)


def test_people_write_back_and_officers_answer() -> None:
    assert len({line["text"] for line in _lines("replies")}) >= 120
    assert len({line["text"] for line in _lines("answers")}) >= 60
