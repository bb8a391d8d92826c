"""All villages of a place are found by its code, however high up it is."""

from random import Random

import pytest
from django.db.models import Q

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


REGENCY_CODES = [f"{place}.{n:02}" for place in (11, 12) for n in (1, 2, 3, 5, 71)]
DISTRICT_CODES = [f"{code}.{n:02}" for code in REGENCY_CODES for n in (1, 2, 4)]
VILLAGE_CODES = [f"{code}.{n}" for code in DISTRICT_CODES for n in (2001, 2002)]


def test_runs_of_places_hold_what_the_places_hold():
    some = Random(7)
    for _ in range(200):
        codes = some.sample(REGENCY_CODES + DISTRICT_CODES + VILLAGE_CODES, some.randrange(12))
        asked = under(codes, field="code")
        for code in VILLAGE_CODES:
            assert _holds(asked, code) == code.startswith(tuple(codes)), (codes, code)


def test_places_that_follow_one_another_are_asked_at_once():
    whole_java = [f"32.{number:02}" for number in (*range(1, 19), *range(71, 80))]

    assert len(under(whole_java).children) == 3  # two runs, and no single villages


def _holds(asked, code):
    """What the database would say of one code."""
    is_met = {"gte": str.__ge__, "lte": str.__le__, "in": lambda code, some: code in some}
    said = [
        _holds(one, code) if isinstance(one, Q) else is_met[one[0].partition("__")[2]](code, one[1])
        for one in asked.children
    ]
    return any(said) if asked.connector == Q.OR else all(said)
