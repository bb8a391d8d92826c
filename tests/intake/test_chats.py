"""A WhatsApp chat gives its days and words, whatever phone it was exported from."""

from datetime import date

import pytest

from pimpasa.intake.chats import ChatMessage, NoChat, read_chat

ANDROID = """12/11/24 08.15 - Pesan dan panggilan dienkripsi secara end-to-end.
13/11/24 08.15 - Pak RT 03: Ada yang tawari kerja ke Kamboja
katanya gaji 15 juta
13/11/24 08.16 - +62 834-1122-3344: <Media tidak disertakan>
14/11/24 21.02 - +62 834-1122-3344: Siapa yang bisa cek PT-nya?"""
IPHONE = """[13/11/24 08.15.33] Pak RT 03: Ada yang tawari kerja ke Kamboja
[13/11/24 08.16.01] \u200eRatna: \u200egambar tidak disertakan
[14/11/24 21.02.40] ~ Bu Siti: Siapa yang bisa cek: PT-nya?"""
ENGLISH = """11/13/24, 8:15 AM - Budi: Who can check the agency?
11/14/24, 9:02\u202fPM - Budi: image omitted"""


def test_android():
    assert read_chat(ANDROID) == [
        ChatMessage(
            date(2024, 11, 13),
            "Pak RT 03",
            "Ada yang tawari kerja ke Kamboja\nkatanya gaji 15 juta",
        ),
        ChatMessage(date(2024, 11, 14), "+62 834-1122-3344", "Siapa yang bisa cek PT-nya?"),
    ]


def test_iphone_and_a_colon_in_the_words():
    assert read_chat(IPHONE) == [
        ChatMessage(date(2024, 11, 13), "Pak RT 03", "Ada yang tawari kerja ke Kamboja"),
        ChatMessage(date(2024, 11, 14), "Bu Siti", "Siapa yang bisa cek: PT-nya?"),
    ]


def test_an_english_phone_puts_the_month_first():
    assert read_chat(ENGLISH) == [
        ChatMessage(date(2024, 11, 13), "Budi", "Who can check the agency?")
    ]


def test_where_nothing_tells_the_day_comes_first():
    assert read_chat("02/03/26 10.00 - Budi: Halo")[0].on == date(2026, 3, 2)


def test_an_iso_date_is_understood():
    assert read_chat("2026-03-02, 10:00 - Budi: Halo")[0].on == date(2026, 3, 2)


@pytest.mark.parametrize("text", ["", "halo saja", "99/99/24 10.00 - Budi: Halo"])
def test_what_is_no_chat_is_refused(text):
    with pytest.raises(NoChat):
        read_chat(text)


def test_a_huge_chat_is_read_in_a_moment():
    chat = "\n".join(f"13/11/24 08.15 - Budi: pesan nomor {n}" for n in range(20_000))

    assert len(read_chat(chat)) == 20_000
