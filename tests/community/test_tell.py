"""Telling: two pages and a receipt, and nothing valid is ever lost."""

import pytest

from pimpasa.intake.actions import Leaving, Readers, Sharing
from pimpasa.intake.models import Attachment, Report
from tests.community.conftest import fields_of
from tests.standing import LOMBANG
from tests.street import OFFER


def test_words_come_in_under_a_code_made_before_sending(villager):
    first = villager.get("/lapor/")
    code = fields_of(first, holding="cerita")["kode"]
    looked = villager.post(
        "/lapor/", {**fields_of(first, holding="cerita"), "cerita": OFFER, "langkah": "lihat"}
    )
    receipt = villager.send(looked)
    assert receipt.status_code == 200
    assert villager.code(receipt) == code
    report = Report.objects.get()
    assert (report.words, report.kind, report.channel) == (OFFER, "REPORT", "WEB")


def test_what_was_told_can_be_read_and_added_to_under_the_code(villager):
    code = villager.code(villager.tell(OFFER))
    conversation = villager.open(code)
    assert OFFER in conversation.content.decode()
    form = fields_of(conversation, holding="pesan")
    villager.post("/kode/tulis/", {**form, "cerita": "Namanya Pak Dirman."})
    again = villager.post("/kode/tulis/", {**form, "cerita": "Namanya Pak Dirman."})
    assert again.content.decode().count("Namanya Pak Dirman.") == 1


def test_a_lost_answer_is_replayed_with_the_same_receipt(villager):
    looked = villager.look(OFFER)
    first, second = villager.send(looked), villager.send(looked)
    assert villager.code(first) == villager.code(second)
    assert Report.objects.count() == 1


def test_other_words_under_a_used_form_are_kindly_refused_and_shown(villager):
    looked = villager.look(OFFER)
    villager.send(looked)
    refused = villager.send(looked, cerita="Cerita yang lain sekali.")
    assert refused.status_code == 422
    assert "Cerita yang lain sekali." in refused.content.decode()
    assert Report.objects.get().words == OFFER


def test_choices_are_kept_as_chosen(villager):
    looked = villager.look(OFFER)
    villager.send(looked, kapan="SOON", baca="ELSEWHERE", terus="NO")
    report = Report.objects.get()
    assert report.leaving == Leaving.SOON
    assert report.readers == Readers.ELSEWHERE
    assert report.sharing == Sharing.NO


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/tanya/", "QUESTION"), ("/saran/", "SUGGESTION"), ("/teruskan/", "JOB_OFFER")],
)
def test_each_way_of_telling_has_its_kind(villager, path, kind):
    villager.tell("Apakah ini benar?", at=path)
    assert Report.objects.get().kind == kind


def test_a_complaint_is_read_by_another_office_whatever_is_sent(villager):
    looked = villager.look("Petugas minta uang.", at="/keluhan/")
    villager.send(looked, at="/keluhan/", baca="VILLAGE")
    assert Report.objects.get().readers == Readers.ELSEWHERE


def test_a_village_is_found_by_name_and_chosen_with_its_district(villager):
    looked = villager.look(OFFER, desa="lombang")
    page = looked.content.decode()
    assert "Juntinyuat" in page
    assert "Indramayu" in page
    villager.send(looked, desa_kode=LOMBANG)
    assert Report.objects.get().village_id == LOMBANG


def test_a_poster_brings_its_village_along(villager):
    form = fields_of(villager.get(f"/lapor/?desa={LOMBANG}"), holding="cerita")
    looked = villager.post("/lapor/", {**form, "cerita": OFFER, "langkah": "lihat"})
    villager.send(looked)
    assert Report.objects.get().village_id == LOMBANG


def test_an_unknown_village_is_asked_for_again_and_the_words_stay(villager):
    looked = villager.look(OFFER, desa="Zzyzx Qwrtp")
    refused = villager.send(looked)
    assert refused.status_code == 422
    assert OFFER in refused.content.decode()
    assert not Report.objects.exists()
    villager.send(refused, desa_kode="-")
    assert Report.objects.get().village_id is None


def test_a_name_changed_after_the_list_was_shown_is_looked_up_anew(villager):
    looked = villager.look(OFFER, desa="lombang")
    again = villager.send(looked, desa="juntikebon")
    assert again.status_code == 422
    assert "Juntikebon" in again.content.decode()
    assert not Report.objects.exists()


def test_files_come_along_cleaned(villager, png):
    looked = villager.look(OFFER)
    villager.send(looked, berkas=png)
    assert Attachment.objects.get().media_type == "image/jpeg"


def test_a_phone_number_is_warned_about_and_never_in_the_way(villager):
    at = "/en/lapor/"
    looked = villager.look("Nomor saya 0812-3456-7890.", at=at)
    assert "There is a phone number in it" in looked.content.decode()
    assert villager.send(looked, at=at).status_code == 200


def test_danger_in_the_words_brings_the_police_number_first(villager):
    looked = villager.look("Tolong, adik saya disekap di Kamboja, dipukuli tiap hari.")
    assert looked.content.decode().count('href="tel:110"') >= 1
    assert 'role="alert"' in looked.content.decode()


DANGER = "Tolong, adik saya disekap di Kamboja, dipukuli tiap hari."


def test_the_receipt_warns_of_danger_as_the_second_look_did(villager):
    assert 'role="alert"' in villager.tell(DANGER).content.decode()
    assert 'role="alert"' not in villager.tell(OFFER).content.decode()


def test_the_receipt_reads_the_words_itself_when_no_second_look_came_before(villager):
    form = fields_of(villager.get("/lapor/"), holding="cerita")
    told = {**form, "cerita": DANGER, "desa_kode": "-", "langkah": "kirim"}
    assert 'role="alert"' in villager.post("/lapor/", told).content.decode()


def test_each_receipt_shows_its_own_code_in_its_own_language(villager):
    at = "/en/lapor/"
    here, there = villager.tell(OFFER), villager.tell(OFFER, at=at)
    for receipt, title in ((here, "Catat kode ini"), (there, "Note this code")):
        code = villager.code(receipt)
        assert receipt.content.decode().count(code) == 2
        assert title in receipt.content.decode()
    assert villager.code(here) != villager.code(there)


def test_a_question_is_shown_the_answers_that_are_there_already(villager):
    looked = villager.look("Berapa biaya paspor biasa?", at="/tanya/")
    assert "Berapa biaya membuat paspor?" in looked.content.decode()
