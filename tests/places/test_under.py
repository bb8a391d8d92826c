"""All villages of a place are found by its code, however high up it is."""

import pytest

from pimpasa.places.models import Village
from pimpasa.places.queries import office_for_unplaced, office_of, under
from tests.standing import FAR_VILLAGE, LOMBANG, NEXT_VILLAGE, SINCE, TODAY


@pytest.mark.parametrize(
    ("prefixes", "codes"),
    [
        ([], set()),
        ([LOMBANG], {LOMBANG}),
        (["32.12.11"], {LOMBANG, NEXT_VILLAGE}),
        (["32.12"], {LOMBANG, NEXT_VILLAGE}),
        (["32"], {LOMBANG, NEXT_VILLAGE}),
        (["32.12", "53"], {LOMBANG, NEXT_VILLAGE, FAR_VILLAGE}),
        (["53.04", LOMBANG], {LOMBANG, FAR_VILLAGE}),
    ],
)
def test_a_prefix_holds_what_lies_under_it(people, prefixes, codes):
    found = Village.objects.filter(under(prefixes, field="code"))

    assert set(found.values_list("code", flat=True)) == codes


def test_half_a_code_is_refused():
    with pytest.raises(ValueError, match="no code of a place"):
        under(["32.1"])


def test_the_office_of_a_village_is_the_one_of_that_day(people):
    assert office_of(LOMBANG, on=TODAY).name == "Cirebon"
    assert office_of(LOMBANG, on=SINCE.replace(year=2020)) is None
    assert office_of("11.01.01.2001", on=TODAY) is None


def test_one_office_takes_words_without_a_village(people):
    assert office_for_unplaced().name == "Cirebon"
