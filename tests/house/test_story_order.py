"""Foreign keys keep the order of the story, as imports do."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from pimpasa.story import AT_ONCE, FOLLOWS

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LATEST_FIRST = [
    layer.strip("()") for layer in PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
]
ORDER = {stage: -position for position, stage in enumerate(LATEST_FIRST)}
LINKS = [
    field
    for model in apps.get_models()
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete and model._meta.app_label in ORDER
]


def test_there_are_links_to_look_at():
    assert len(LINKS) > 10


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_key_points_back_up_the_story_and_leaves_no_way_down(link):
    here, there = link.model._meta.app_label, link.related_model._meta.app_label

    assert ORDER.get(there, ORDER["base"]) <= ORDER[here]
    assert here == there or link.remote_field.hidden or there not in ORDER


@pytest.mark.parametrize("event", FOLLOWS | AT_ONCE)
def test_every_event_of_the_story_is_recorded_and_told_of(event):
    stage = event.partition(".")[0]
    code = "".join(p.read_text() for p in (ROOT / "pimpasa" / stage).rglob("*.py"))
    told = (ROOT / "docs" / "story.md").read_text()

    assert f'"{event}"' in code
    assert f"`{event}`" in told


def test_an_event_is_followed_at_once_or_later_and_not_both():
    assert not set(FOLLOWS) & set(AT_ONCE)


@pytest.mark.parametrize(
    ("event", "step"),
    [(event, step) for event, steps in (FOLLOWS | AT_ONCE).items() for step in steps],
)
def test_a_follow_up_stands_no_earlier_in_the_story_than_its_event(event, step):
    stage = step.module_path.split(".")[1]

    assert ORDER[stage] >= ORDER[event.partition(".")[0]]
