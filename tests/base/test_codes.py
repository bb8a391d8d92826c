"""A receipt code survives being read aloud, and a slip is caught."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pimpasa.base.codes import (
    RANDOM_SYLLABLES,
    SYLLABLES,
    Slip,
    SlipKind,
    new_code,
    read_code,
    slip_in,
)

codes = st.builds(new_code)


def test_a_code_has_more_than_eighty_random_bits():
    assert RANDOM_SYLLABLES * 6 >= 80
    assert len(set(SYLLABLES)) == 64


@given(codes)
def test_a_code_reads_back_however_it_is_written(code):
    assert read_code(code) == code
    assert read_code(code.upper().replace(" ", "-")) == code
    assert read_code(f"  {code.replace(' ', '')}\n") == code
    assert len(code.split()) == 8
    assert not any(c.isdigit() for c in code)


@given(codes, st.integers(0, 15), st.sampled_from(SYLLABLES))
def test_every_wrong_syllable_is_caught(code, place, other):
    letters = code.replace(" ", "")
    wrong = letters[: 2 * place] + other + letters[2 * place + 2 :]
    assume(wrong != letters)

    assert read_code(wrong) is None


@given(codes, st.integers(0, 14))
def test_every_two_neighbours_that_changed_places_are_caught(code, place):
    letters = code.replace(" ", "")
    first, second = letters[2 * place : 2 * place + 2], letters[2 * place + 2 : 2 * place + 4]
    wrong = letters[: 2 * place] + second + first + letters[2 * place + 4 :]
    assume(wrong != letters)

    assert read_code(wrong) is None


@given(st.text(max_size=300))
def test_anything_else_is_no_code(typed):
    meant = read_code(typed)

    assert meant is None or read_code(meant) == meant


RIGHT = " ".join(["baba"] * 8)


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        (RIGHT, None),
        (RIGHT.replace(" ", "").upper(), None),
        ("  - ", Slip(SlipKind.NOTHING)),
        (RIGHT.replace("baba", "babx", 1), Slip(SlipKind.WORD, 1)),
        ("baba baba bab baba baba baba baba baba", Slip(SlipKind.WORD, 3)),
        ("baba baba", Slip(SlipKind.COUNT, 2)),
        ("babababa baba", Slip(SlipKind.COUNT, 3)),
        (f"{RIGHT} baba", Slip(SlipKind.COUNT, 9)),
        ("baba baba baba baba baba baba baba babi", Slip(SlipKind.MIXED)),
    ],
)
def test_a_slip_is_told_as_far_as_the_code_itself_shows_it(typed, slip):
    assert slip_in(typed) == slip


@given(st.text(max_size=300))
def test_whatever_is_no_code_has_a_slip(typed):
    assert (slip_in(typed) is None) == (read_code(typed) is not None)
