"""A village is found by its name, also misspelt, and told from its namesakes."""

import random

import pytest

from pimpasa.places.models import Village
from pimpasa.places.queries import find_villages
from pimpasa.places.rules import key_of

pytestmark = [pytest.mark.usefixtures("whole_country"), pytest.mark.django_db]
LOMBANG = "32.12.11.2011"


@pytest.mark.parametrize(
    "text",
    [
        "lombang juntinyuat",
        "Lombang, Juntinyuat",
        "Desa Lombang Kec. Juntinyuat Kab. Indramayu",
        "ds lombang indramayu",
        "LOMBANG, jawa barat",
        "lom bang juntinyuat",
        "lombamg juntinyuat",
        "lombang juntinyuwat",
    ],
)
def test_the_village_comes_first(text):
    assert find_villages(text)[0].code == LOMBANG


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sidomoeljo", "Sidomulyo"),
        ("sido mulyo", "Sidomulyo"),
        ("Djatibarang", "Jatibarang"),
        ("fatubaa", "Fatuba'a"),
        ("pulo ie 1", "Pulo Ie I"),
    ],
)
def test_old_spelling_blanks_and_numerals_do_not_matter(text, name):
    assert key_of(find_villages(text)[0].name) == key_of(name)


def test_namesakes_are_told_apart_by_district_and_regency():
    found = find_villages("Sidomulyo", limit=98)

    assert {key_of(f.name) for f in found} == {"sidomulyo"}
    assert len({f.label for f in found}) == 98
    assert all(f.district and f.regency and f.province for f in found)


def test_a_postcode_finds_its_villages():
    found = find_villages(" 45282 ", limit=50)

    assert LOMBANG in {f.code for f in found}
    assert {f.postcode for f in found} == {"45282"}


@pytest.mark.parametrize("text", ["", "  ", "...", "00000", "xyzzyqq", "😀", "\x00", "q" * 9_999])
def test_nothing_like_it_finds_nothing(text):
    assert find_villages(text) == []


def test_one_slip_of_the_finger_is_forgiven():
    rng = random.Random(20261124)
    names = sorted(n for n in set(Village.objects.values_list("name", flat=True)) if len(n) > 6)
    tried = rng.sample(names, 150)

    forgiven = sum(
        key_of(name) in {key_of(f.name) for f in find_villages(_slip(rng, name), limit=12)}
        for name in tried
    )

    assert forgiven >= 0.95 * len(tried)


def _slip(rng, name):
    """The name with one letter changed, doubled, left out, or swapped with the next."""
    at = rng.randrange(1, len(name) - 1)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    return before + rng.choice(
        ["e" + after, letter * 2 + after, after, after[0] + letter + after[1:]]
    )
