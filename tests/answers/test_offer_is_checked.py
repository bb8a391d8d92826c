"""A pasted offer shows its warning signs in its own words, and an honest one shows none."""

import pytest

from pimpasa.answers.offer import check_offer

TRAP = (
    "DIBUTUHKAN SEGERA! Admin online di Kamboja, gaji 12-18 juta. Tanpa pengalaman. Paspor dan "
    "tiket kami yang urus. Berangkat Senin depan. Jangan cerita ke keluarga. Chat 0812-0000-0123."
)
HONEST = [
    "Lowongan resmi Taiwan, PT Bina Karya Mandiri, SIP3MI 123/2023, terdaftar di SISKOP2MI. "
    "Syarat: usia 21-40, lulusan SMA, sehat. Wawancara di kantor, bawa ijazah dan KTP. "
    "Hubungi kantor 0234-1234567 jam kerja. Proses sekitar 3 bulan, tidak dipungut biaya.",
    "Penerimaan calon perawat program G to G Jepang, pendaftaran lewat bp2mi.go.id, "
    "wawancara oleh rumah sakit Jepang, kontrak kerja 3 tahun.",
    "Dibutuhkan karyawan toko sembako di Indramayu, gaji UMR, hubungi Bu Siti di toko.",
]


def test_a_trap_shows_its_signs_the_gravest_first():
    checked = check_offer(TRAP)
    keys = [sign.flag.key for sign in checked.signs]
    assert keys[0] == "hub_country"
    assert len(keys) >= 4
    assert "personal_contact_only" in keys
    assert checked.destinations == ("Kamboja",)


def test_every_sign_points_to_its_words_and_no_word_is_lost():
    checked = check_offer(TRAP)
    assert "".join(piece.text for piece in checked.pieces) == TRAP
    pointed = {number for piece in checked.pieces for number in piece.numbers}
    assert pointed == {sign.number for sign in checked.signs}
    assert [p.text for p in checked.pieces if 1 in p.numbers] == ["Kamboja"]


@pytest.mark.parametrize("offer", HONEST)
def test_an_honest_offer_shows_no_sign(offer):
    assert not check_offer(offer).signs


@pytest.mark.parametrize("text", ["", "   ", "halo", "\n\n"])
def test_any_text_can_be_checked(text):
    checked = check_offer(text)
    assert not checked.signs
    assert "".join(piece.text for piece in checked.pieces) == text
