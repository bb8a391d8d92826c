"""The law as data: old citations for old cases, every fact with its source."""

from datetime import date

import pytest

from pimpasa.triage.reader.content import ContentError, content_dir, vocabulary
from pimpasa.triage.reader.law import as_cited, codes_of, elements_of, law, law_in_force
from pimpasa.triage.reader.reading import MEANS, PROCESS, PURPOSE


def cited(on: date) -> dict[str, str]:
    return {citation.offence: citation.article.id for citation in law_in_force(on)}


def test_smuggling_is_cited_by_the_code_in_force_on_the_day() -> None:
    assert cited(date(2026, 1, 1))["tppm"] == "UU6/2011:120"
    assert cited(date(2026, 1, 2))["tppm"] == "KUHP2023:457"


def test_no_offence_is_cited_twice_for_one_day() -> None:
    for on in (date(2008, 1, 1), date(2018, 6, 1), date(2025, 12, 31), date(2026, 1, 2)):
        offences = [citation.offence for citation in law_in_force(on)]
        assert len(offences) == len(set(offences))


def test_nothing_is_cited_before_there_was_a_law() -> None:
    assert law_in_force(date(2000, 1, 1)) == ()


def test_what_was_not_seen_in_a_text_is_marked_to_be_checked() -> None:
    articles = law().articles
    assert not articles["KUHP2023:455"].is_verified
    assert articles["KUHP2023:457"].is_verified
    unseen = [a.id for a in articles.values() if "not yet seen" in a.source and a.is_verified]
    assert unseen == []


def test_trafficking_has_its_statutory_elements_in_order() -> None:
    codes = [element.code for element in elements_of("tppo")]
    assert codes == [
        *(f"A{n}" for n in range(1, 7)),
        *(f"M{n}" for n in range(1, 11)),
        *(f"E{n}" for n in range(1, 11)),
    ]


def test_every_element_label_points_to_a_statutory_code() -> None:
    labels = [f"process:{x}" for x in PROCESS]
    labels += [f"means:{x}" for x in MEANS] + [f"purpose:{x}" for x in PURPOSE]
    assert [label for label in labels if not codes_of(label)] == []
    assert codes_of("means:fraud") == ("M6",)


def test_an_article_is_cited_as_people_write_it() -> None:
    assert as_cited("UU21/2007:1") == "UU 21/2007 Pasal 1"
    assert as_cited("KUHP2023:455") == "KUHP 2023 Pasal 455"
    assert as_cited("UU21/2007") == "UU 21/2007"


def test_every_article_an_indicator_names_exists() -> None:
    named = {a for i in vocabulary(content_dir()).indicators for a in i.articles}
    assert named - law().articles.keys() == set()


def test_a_law_without_source_is_refused(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "law"
    folder.mkdir()
    (folder / "x.toml").write_text('[[citation]]\noffence = "tppo"\n', encoding="utf-8")
    monkeypatch.setenv("PIMPASA_CONTENT", str(tmp_path))
    with pytest.raises(ContentError, match=r"x\.toml, citation 1: no source"):
        law()
