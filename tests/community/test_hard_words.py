"""Empty, endless, binary or broken: a clear polite refusal, and nothing valid is lost."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pimpasa.intake.models import Report
from pimpasa.intake.rules import MOST_LETTERS
from tests.community.conftest import fields_of
from tests.street import OFFER

AT = "/en/lapor/"
SMALL = 80_000  # bytes of a page: words of 10,000 letters and what stands around them


def refused(villager, words, *, looked=None):
    """The page that answers these words."""
    form = fields_of(looked or villager.get(AT), holding="cerita")
    response = villager.post(AT, {**form, "cerita": words, "langkah": "lihat"})
    assert not Report.objects.exists()
    assert len(response.content) < SMALL
    return response


@pytest.mark.parametrize("words", ["", "   ", "\n\n\t", "\u200b"])
def test_silence_is_gently_refused(villager, words):
    response = refused(villager, words)
    assert response.status_code == 422
    assert "Write just a little" in response.content.decode()


def test_ten_megabytes_are_refused_with_a_small_page_that_says_what_was_kept(villager):
    response = refused(villager, "saya cerita " * 850_000)
    assert response.status_code == 422
    page = response.content.decode()
    assert "You sent 10200000 letters. The first 10000 are still here." in page.replace(",", "")
    assert len(fields_of(response, holding="cerita")["cerita"]) == MOST_LETTERS


def test_more_than_a_sending_may_hold_is_refused_as_too_much(villager):
    response = villager.post(AT, {"cerita": "a" * 12_100_000})
    assert response.status_code == 413
    assert "That is too much at once" in response.content.decode()
    assert len(response.content) < SMALL


def test_exactly_as_many_letters_as_allowed_come_through(villager):
    villager.tell("a" * MOST_LETTERS)
    assert len(Report.objects.get().words) == MOST_LETTERS


def test_one_letter_more_is_refused_and_the_rest_is_kept(villager):
    response = refused(villager, "a" * (MOST_LETTERS + 1))
    assert response.status_code == 422
    assert fields_of(response, holding="cerita")["cerita"] == "a" * MOST_LETTERS


@pytest.mark.parametrize(
    "words", ["Tolong\x00 kami", "Tolong\x07 kami", "Tolong\x1b[2J kami", "Tolong\ufffd kami"]
)
def test_control_characters_are_taken_out_and_shown(villager, words):
    response = refused(villager, words)
    assert response.status_code == 422
    assert "could not be read" in response.content.decode()
    kept = fields_of(response, holding="cerita")["cerita"]
    assert "Tolong" in kept
    assert "kami" in kept
    assert villager.post(AT, {**fields_of(response, holding="cerita"), "langkah": "lihat"})


@pytest.mark.parametrize(
    "body",
    [
        b"cerita=Tolong%ED%A0%80 kami&langkah=lihat",  # a lone surrogate
        b"cerita=" + bytes(range(1, 38)) + b"&langkah=lihat",
        b"cerita=%FF%FE%00%00&langkah=lihat",
    ],
)
def test_bytes_that_are_no_text_are_refused(villager, body):
    response = villager.client.post(AT, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "words", ["﷽ 🙏🏽 ꦩꦠꦸꦂꦤꦸꦮꦸꦤ꧀", "<script>alert(1)</script> & 'kutip'", "'; DROP TABLE reports; --"]
)
def test_any_writing_is_kept_as_it_is_and_never_runs(villager, words):
    looked = villager.look(words, at=AT)
    assert "<script>alert" not in looked.content.decode()
    villager.send(looked, at=AT)
    assert Report.objects.get().words == words


def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(villager):
    looked = villager.look(OFFER, at=AT)
    program = SimpleUploadedFile("foto.jpg", b"MZ\x90\x00" * 100)
    response = villager.send(looked, at=AT, berkas=program)
    assert response.status_code == 422
    assert "not this file" in response.content.decode()
    assert not Report.objects.exists()
    villager.send(response, at=AT)
    assert Report.objects.get().words == OFFER


def test_six_files_are_one_too_many(villager, png):
    looked = villager.look(OFFER, at=AT)
    files = [SimpleUploadedFile(f"{n}.png", png.read()) for n in range(6) if not png.seek(0)]
    response = villager.send(looked, at=AT, berkas=files)
    assert "At most five files" in response.content.decode()
    assert not Report.objects.exists()


def test_files_too_large_together_are_refused_and_never_lost_unsaid(villager):
    looked = villager.look(OFFER, at=AT)
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-" + bytes(4_500_000)) for n in range(3)]
    response = villager.send(looked, at=AT, berkas=files)
    assert response.status_code == 413
    page = response.content.decode()
    assert "larger than 12 MB" in page
    assert OFFER.split(",")[0] in page
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"cap": "0" * 64}, {"hari": "2020-01-01"}, {"hari": "x"}, {"kode": "bubu baba"}]
)
def test_a_form_that_is_not_ours_gets_a_new_one_and_keeps_the_words(villager, changed):
    looked = villager.look(OFFER, at=AT)
    response = villager.send(looked, at=AT, **changed)
    assert response.status_code == 422
    assert not Report.objects.exists()
    villager.send(response, at=AT)
    assert Report.objects.get().words == OFFER


def test_words_can_be_changed_before_they_are_sent(villager):
    looked = villager.look(OFFER, at=AT)
    form = fields_of(looked, holding="cerita")
    first = villager.post(AT, {**form, "langkah": "ubah"})
    assert fields_of(first, holding="cerita")["cerita"] == OFFER
    assert fields_of(first, holding="cerita")["kode"] == form["kode"]


def test_an_upload_without_a_boundary_is_not_a_server_error(villager):
    response = villager.client.generic(
        "POST", AT, io.BytesIO(b"\x00\x01").read(), content_type="multipart/form-data"
    )
    assert response.status_code in (400, 422)
