"""A chat is looked over; the chosen messages become reports, once, without any number."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pimpasa.doors.office.pages import take_chat
from pimpasa.intake.models import Report
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE

PATH = f"/kantor/terima/whatsapp/?desa={LOMBANG}"
CHAT = """13/11/24 08.15 - +62 834-1122-3344: Ada yang tawari kerja
14/11/24 08.15 - Pak RT: Siapa yang bisa cek?
14/11/24 08.16 - 0834 1122 3344: Katanya ke Kamboja
15/11/99 08.16 - Pak RT: dari hari esok"""


@pytest.fixture
def ratna(people):
    return at_the_desk(with_second_factor(people["ratna"]))


def look(client, chat=CHAT, **more):
    return client.post(PATH, {"kind": "REPORT", "pasted": chat, **more})


def take(client, looked, *places):
    form = {"parcel": looked.context["parcel"], "kind": "REPORT", "part": "1", "step": "take"}
    return client.post(PATH, {**form, "take": [str(place) for place in places]})


def test_nothing_is_kept_before_it_was_looked_over(ratna):
    page = look(ratna).content.decode()

    assert "Katanya ke Kamboja" in page
    assert not Report.objects.exists()


def test_writers_are_numbered_and_no_number_or_name_reaches_the_page(ratna):
    page = look(ratna).content.decode()

    assert "1122" not in page
    assert "Pak RT" not in page
    writers = re.findall(r"penulis (\d+) · [0-9a-f]{6}</small>", page)
    assert writers == ["1", "2", "1", "2"]  # one number written in two ways is one writer


def test_only_the_chosen_messages_become_reports(ratna):
    take(ratna, look(ratna), 0, 2)

    words = set(Report.objects.values_list("channel", "village_id"))
    assert words == {("WHATSAPP", LOMBANG)}
    assert {r.words for r in Report.objects.all()} == {
        "Ada yang tawari kerja",
        "Katanya ke Kamboja",
    }


def test_the_same_chat_sent_again_gives_the_same_reports(ratna):
    take(ratna, look(ratna), 0, 1)

    again = take(ratna, look(ratna), 0, 1, 2)

    assert (again.context["done"].new, again.context["done"].repeats) == (1, 2)
    assert Report.objects.count() == 3


def test_a_message_of_tomorrow_cannot_be_taken(ratna):
    take(ratna, look(ratna), 3)

    assert not Report.objects.exists()


def test_all_can_be_ticked_without_scripts(ratna):
    form = {"parcel": look(ratna).context["parcel"], "kind": "REPORT", "part": "1", "step": "all"}

    assert ratna.post(PATH, form).content.decode().count(" checked") == 3


def test_a_long_chat_is_looked_over_in_parts_and_none_is_lost(ratna, monkeypatch):
    monkeypatch.setattr(take_chat, "PART", 2)
    looked = look(ratna)

    first = take(ratna, looked, 0, 1)
    second = ratna.post(
        PATH, {"parcel": looked.context["parcel"], "kind": "REPORT", "part": "2"}
    ).content.decode()

    assert first.context["following"] == 2
    assert "Katanya ke Kamboja" in second
    assert "Ada yang tawari" not in second


def test_a_zip_is_read_like_text(ratna):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("_chat.txt", CHAT)

    file = SimpleUploadedFile("chat.zip", held.getvalue())
    assert len(look(ratna, "", file=file).context["heard"]) == 4


@pytest.mark.parametrize("chat", ["", "Ini bukan obrolan", "\x00\x01"])
def test_what_is_no_chat_is_refused_in_plain_words(ratna, chat):
    refused = look(ratna, chat)

    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode() or refused.context["form"].errors


def test_a_parcel_opens_only_for_whom_it_was_packed(ratna, people):
    parcel = look(ratna).context["parcel"]
    sari = at_the_desk(with_second_factor(people["sari"]))

    for spoilt in (parcel, parcel[:-8], "", "?"):
        form = {"parcel": spoilt, "kind": "REPORT", "step": "take", "take": "0"}
        assert sari.post(PATH, form).status_code == 422
    assert not Report.objects.exists()


def test_a_chat_of_anothers_village_cannot_be_taken_in(ratna):
    answer = ratna.post(f"/kantor/terima/whatsapp/?desa={NEXT_VILLAGE}", {"pasted": CHAT})

    assert answer.status_code == 404
