"""Different ways of saying a thing become the same search words, the same in index and question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.answers.search import stems


@pytest.mark.parametrize(
    ("said", "search_words"),
    [
        ("Paspor saya ilang, pak!", ["paspor", "hilang"]),
        ("PASSPORT lost", ["paspor", "hilang"]),
        ("bikin paspor brp duit", ["urus", "paspor", "biaya", "uang"]),
        ("dipulangkan, kepulangan, pulang, mulih", ["pulang"] * 4),
        ("TKW, TKI dan buruh migran", ["migran"] * 3),
        ("anak-anak, anak2, anaknya", ["anak", "anak"]),
        ("calonya, sponsorku, tekong", ["calo", "calo", "calo"]),
        ("lewat jalur belakang", ["jalurtikus"]),
        ("ngurusin, diurusin, mengurus", ["urus"] * 3),
        ("anak umur 15, masih 16 th", ["anak", "dibawahumur", "dibawahumur"]),
        ("Pesse'na tèlang", ["uang", "hilang"]),
        ("yang itu sih apa ya kak", []),
        ("0834-7710-2246 dan 3201120101900001", []),
        ("", []),
    ],
)
def test_ways_of_saying_it_meet_in_one_stem(said: str, search_words: list[str]) -> None:
    assert stems(said) == search_words


@given(st.text(max_size=400))
def test_any_text_gives_plain_words_without_digits(text: str) -> None:
    for stem in stems(text):
        assert stem.isalpha()
        assert stem.isascii()
        assert stem == stem.lower()


@given(
    st.lists(
        st.sampled_from(["paspor", "hilang", "calo", "kerja", "luarnegeri", "dibawahumur"]),
        max_size=8,
    )
)
def test_search_words_stay_what_they_are(search_words: list[str]) -> None:
    once = stems(" - ".join(search_words))
    assert stems(" - ".join(once)) == once


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    assert len(stems("paspor hilang " * 20_000)) == 40_000
