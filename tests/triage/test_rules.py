"""The law adds up: act, means and purpose; a child needs no means."""

import pytest

from pimpasa.triage.rules import Group, View, add_up

GROUPS = {
    "A1": Group.ACT,
    "A4": Group.ACT,
    "M6": Group.MEANS,
    "M9": Group.MEANS,
    "E2": Group.PURPOSE,
}
YES, NO, OPEN = View.PRESENT, View.ABSENT, View.UNKNOWN


@pytest.mark.parametrize(
    ("views", "is_child", "complete", "excluded"),
    [
        ({"A1": YES, "M6": YES, "E2": YES}, False, True, False),
        ({"A1": YES, "M6": OPEN, "E2": YES}, False, False, False),
        ({"A1": YES, "M6": NO, "M9": NO, "E2": YES}, False, False, True),
        ({"A1": YES, "M6": NO, "M9": NO, "E2": YES}, True, True, False),
        ({"A1": YES, "M6": NO, "M9": YES, "E2": YES}, False, True, False),
        ({"A1": NO, "A4": NO, "M6": YES, "E2": YES}, False, False, True),
        ({"A1": YES, "M6": YES, "E2": NO}, True, False, True),
        ({}, False, False, False),
    ],
)
def test_elements_add_up(views, is_child, complete, excluded):
    found = add_up(views, GROUPS, is_child=is_child)

    assert (found.is_complete, found.is_excluded) == (complete, excluded)


def test_one_unknown_element_leaves_the_part_unknown_not_absent():
    assert add_up({"A1": NO, "A4": OPEN}, GROUPS, is_child=False).act is OPEN
