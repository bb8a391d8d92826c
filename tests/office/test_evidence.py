"""Marks lie on the words and never change them."""

from hypothesis import given
from hypothesis import strategies as st

from pimpasa.doors.office.evidence import pieces

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
findings = st.lists(
    st.builds(
        lambda field, span: {
            "field": field,
            "label": "recruit",
            "why": "",
            "evidence": [{"start": span[0], "end": span[1]}],
        },
        st.sampled_from(["process", "means", "purpose", "topics"]),
        spans,
    ),
    max_size=12,
)


@given(st.text(max_size=60), findings)
def test_the_pieces_joined_are_the_words(words, found):
    assert "".join(piece.text for piece in pieces(words, found)) == words


def test_of_two_marks_that_overlap_the_first_is_shown():
    found = [
        {"field": "means", "label": "fraud", "why": "w", "evidence": [{"start": 3, "end": 9}]},
        {"field": "process", "label": "recruit", "why": "w", "evidence": [{"start": 0, "end": 5}]},
    ]

    marked = [(p.text, p.mark, p.code) for p in pieces("abcdefghij", found)]

    assert marked == [("abcde", "act", "P1"), ("fghij", "", "")]
