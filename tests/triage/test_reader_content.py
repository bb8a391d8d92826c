"""The facts the reader stands on are checked: what cannot be trusted is refused by name."""

from pathlib import Path

import pytest

from pimpasa.triage.reader.content import ContentError, content_dir, vocabulary
from pimpasa.triage.reader.phrases import Phrasebook
from pimpasa.triage.reader.words import tokens_of

CONCEPT = 'source = "x"\n[[concept]]\nid = "tidak"\nwords.id = ["tidak"]\n'


def book_of(tmp_path: Path, indicator: str) -> Phrasebook:
    for folder in ("indicators", "destinations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "indicators" / "a.toml").write_text(CONCEPT + indicator, encoding="utf-8")
    known = vocabulary(tmp_path)
    return Phrasebook(known.concepts, known.indicators)


def indicator(phrases: str, **more: str) -> str:
    lines = ["[[indicator]]", 'id = "t.x"', 'label = "means:confine"', 'why = "y"']
    lines += [f"phrases = {phrases}", *(f"{key} = {value}" for key, value in more.items())]
    return "\n".join(lines) + "\n"


def found(book: Phrasebook, text: str) -> list[str]:
    tokens = tokens_of(text)
    matches = book.matches(book.look(tokens))
    return [text[tokens[m.first].start : tokens[m.last].end] for m in matches]


def test_every_entry_of_content_has_a_source_and_a_reason() -> None:
    known = vocabulary(content_dir())
    assert len(known.indicators) > 60
    assert all(i.source and i.why and i.phrases for i in known.indicators)


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ('[[indicator]]\nid = "t.x"\n', "no label"),
        (indicator("[]"), "phrases is a list"),
        (indicator('["@hilang b"]'), "no concept @hilang"),
        (indicator('["a"]') + indicator('["b"]'), "more than one entry named t.x"),
        ("[[indicator]\n", "a.toml"),
    ],
)
def test_what_cannot_be_trusted_is_refused_by_name(
    tmp_path: Path, broken: str, complaint: str
) -> None:
    with pytest.raises(ContentError, match=complaint):
        book_of(tmp_path, broken)


def test_an_entry_without_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "indicators").mkdir()
    path = tmp_path / "indicators" / "a.toml"
    path.write_text('[[concept]]\nid = "a"\nwords.id = ["a"]\n', encoding="utf-8")
    with pytest.raises(ContentError, match="no source"):
        vocabulary(tmp_path)


def test_a_phrase_stands_with_its_gaps_and_choices(tmp_path: Path) -> None:
    book = book_of(tmp_path, indicator('["pintu ..2 digembok|dikunci_mati", "kurung*"]'))
    assert found(book, "pintunya besi itu digembok") == ["pintunya besi itu digembok"]
    assert found(book, "pintu dikunci mati") == ["pintu dikunci mati"]
    assert found(book, "pintu yang di sebelah sana digembok") == []
    assert found(book, "pintu besi. Digembok") == []
    assert found(book, "kurungan") == ["kurungan"]


def test_a_not_takes_the_evidence_away_within_its_clause(tmp_path: Path) -> None:
    book = book_of(tmp_path, indicator('["dikunci"]'))
    assert found(book, "dia tidak pernah dikunci") == []
    assert found(book, "tidak apa-apa, dikunci") == ["dikunci"]


def test_another_phrase_of_the_sentence_defeats_it(tmp_path: Path) -> None:
    book = book_of(tmp_path, indicator('["dikunci"]', unless='["toko"]'))
    assert found(book, "toko dikunci. Dia dikunci") == ["dikunci"]


def test_passives_of_the_regions_meet_in_one_form(tmp_path: Path) -> None:
    book = book_of(tmp_path, indicator('["dikurung"]'))
    for word in ("dikurung", "dipunkurung", "tekurung", "ekurung"):
        assert found(book, word) == [word]
