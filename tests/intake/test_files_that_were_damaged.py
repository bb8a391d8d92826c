"""Row 42: whatever is done to a file on its way, it is taken or refused, never more."""

import contextlib
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pimpasa.intake.chats import NoChat, read_chat, text_of_export
from pimpasa.intake.files import FileRefused, clean_file
from pimpasa.intake.lists import NoList, read_list
from pimpasa.referrals.htcds import NotARecord, Record, as_csv, as_json, from_csv, from_json
from tests.faults.system import IS_LONG
from tests.intake.test_exports_of_chats import CHAT, packed
from tests.intake.test_files import paper, photo

HOW_OFTEN = 5_000 if IS_LONG else 60
LIST = "village,date,kind,words\n32.12.11.2011,2026-03-01,QUESTION,Berapa biaya paspor?\n"
PHOTOS = [photo(), photo("PNG"), photo("WEBP")]
VOICE = b"OggS\0\2" + b"sound" * 20
RECORD = Record({"con_Consent": True}, {"where": "Batam"}, {"P1": "PRESENT"})


def read_said(content):
    return read_chat(content.decode("utf-8", "replace"))


def read_rows(content):
    return read_list(content, known_villages=None, today=date(2026, 3, 2))


def read_json(content):
    return from_json(content.decode("utf-8", "replace"))


def read_table(content):
    return from_csv(content.decode("utf-8", "replace"))


READERS = {  # what reads, how it refuses, and what it takes when it is whole
    "file": (clean_file, FileRefused, [*PHOTOS, paper(), VOICE]),
    "chat": (text_of_export, NoChat, [packed(chat_txt=CHAT), CHAT.encode()]),
    "said": (
        lambda content: read_chat(content.decode("utf-8", "replace")),
        NoChat,
        [CHAT.encode()],
    ),
    "list": (read_rows, NoList, [LIST.encode()]),
    "json": (read_json, NotARecord, [as_json(RECORD).encode()]),
    "csv": (read_table, NotARecord, [as_csv(RECORD).encode()]),
}
HOSTILE = [b"\0" * 8, b"\xff" * 8, b"\x7f\xff\xff\xff", b"\xed\xa0\x80", b'"', b"[" * 3000]
HOSTILE += [b"\r", b"null", b"[]", b"9" * 5000, b"x" * 140_000]


@st.composite
def damaged(draw, whole):
    """One of these: cut off, with other bytes in it, or with a piece of it doubled."""
    content = bytearray(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        piece = draw(st.binary(max_size=8) | st.sampled_from(HOSTILE))
        match draw(st.sampled_from(["cut", "put", "over", "double"])):
            case "cut":
                del content[at : at + draw(st.integers(1, 200))]
            case "put":
                content[at:at] = piece
            case "over":
                content[at : at + len(piece)] = piece
            case "double":
                content += content[at : at + 2000]
    return bytes(content)


@pytest.mark.filterwarnings("ignore::UserWarning")  # libraries say what they skip
@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=HOW_OFTEN, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_damaged_file_is_taken_or_refused(reader, data):
    read, refusal, whole = READERS[reader]
    with contextlib.suppress(refusal):
        read(data.draw(damaged(whole)))


@pytest.mark.parametrize("reader", READERS)
def test_what_is_whole_is_taken(reader):
    read, _refusal, whole = READERS[reader]
    for content in whole:
        assert read(content)
