"""Who a person is never scores: change the word for it and the reading stays the same."""

import re
from typing import Any

import pytest

from pimpasa.triage.reader import read
from pimpasa.triage.reader.content import content_dir, vocabulary
from tests.triage.reading_matter import own_messages, without_places_in_text

TRAITS = {
    "gender": ("perempuan", "laki-laki"),
    "gender, spoken": ("cewek", "cowok"),
    "gender, formal": ("wanita", "pria"),
    "marital status": ("janda", "duda"),
    "marital status, never": ("gadis", "lajang"),
    "religion": ("Islam", "Kristen"),
    "religion, second": ("Hindu", "Buddha"),
    "ethnicity": ("Sasak", "Dayak"),
    "ethnicity, second": ("Madura", "Bugis"),
    "disability": ("difabel", "berkacamata"),
    "disability, second": ("tuna netra", "tinggi"),
}
CASES = (
    "Tolong, adik saya {} dikurung dan dipukul majikan di Riyadh, paspornya disita.",
    "Pak, tetangga kami seorang {} ditawari kerja ke Malaysia oleh calo, berangkat besok.",
    "Saya orang {} mau bikin paspor untuk liburan ke Singapura, syaratnya apa?",
    "Dicari {} umur 20-30 jadi admin di Poipet, gaji 15jt, tiket gratis. WA 0834 1111 2222",
    "Usul, petugas {} ikut menjaga loket pengaduan.",
)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_never_changes_a_reading(trait: str, case: str) -> None:
    one, other = TRAITS[trait]
    plain = without_places_in_text(read(case.format("warga")))
    assert without_places_in_text(read(case.format(one))) == plain
    assert without_places_in_text(read(case.format(other))) == plain


@pytest.mark.parametrize("trait", TRAITS)
def test_whole_messages_read_the_same_with_the_trait_changed(trait: str) -> None:
    one, other = TRAITS[trait]
    swapped = 0
    for message in own_messages():
        text = message["text"]
        changed = re.sub(rf"\b{one}\b", other, text)
        changed = changed if changed != text else re.sub(rf"\b{other}\b", one, text)
        swapped += changed != text
        assert without_places_in_text(read(changed)) == without_places_in_text(read(text)), text
    assert swapped or trait != "gender"


def trait_words() -> set[str]:
    words = {word.casefold() for pair in TRAITS.values() for name in pair for word in name.split()}
    return words - {"tinggi", "berkacamata", "laki-laki"} | {"lelaki", "perawan", "jilbab", "cacat"}


def words_of(phrase: str) -> set[str]:
    return set(re.findall(r"[a-z]+", phrase.casefold()))


def test_no_indicator_and_no_concept_names_a_trait() -> None:
    known: Any = vocabulary(content_dir())
    barred = trait_words()
    named = {i.id for i in known.indicators for p in i.phrases if words_of(p) & barred}
    named |= {c.id for c in known.concepts for w in c.words if words_of(w) & barred}
    assert named == set()
