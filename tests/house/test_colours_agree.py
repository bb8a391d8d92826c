"""The community's small style sheet repeats some colours of the design; they must stay the same."""

import re
from pathlib import Path

import pytest

DOORS = Path(__file__).parents[2] / "pimpasa" / "doors"
TOKENS = DOORS / "office" / "static" / "office" / "tokens.css"
COMMUNITY = DOORS / "community" / "static" / "community" / "community.css"
SCHEMES = {
    "light": r":root \{",
    "dark by the system": r':root:not\(\[data-theme="light"\]\) \{',
    "dark by choice": r':root\[data-theme="dark"\] \{',
}


def colours(sheet, selector):
    """What the first block of this selector gives each name of a colour."""
    block = re.search(selector + r"(.*?)\}", sheet.read_text(), re.DOTALL)
    assert block, f"{sheet.name} has no block {selector}"
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block[1]))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_community_wears_the_colours_of_the_house(scheme):
    house, ours = (colours(sheet, SCHEMES[scheme]) for sheet in (TOKENS, COMMUNITY))
    assert len(ours) > 15
    assert ours == {name: house.get(name) for name in ours}


def test_every_colour_that_is_used_has_a_name_and_every_name_is_used():
    sheet = COMMUNITY.read_text()
    named = set(colours(COMMUNITY, SCHEMES["light"]))
    assert set(re.findall(r"var\(--([\w-]+)\)", sheet)) == named
