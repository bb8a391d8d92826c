"""What officers bring in: once each, from their own villages, with no number in sight."""

from datetime import date

import pytest

from pimpasa.base.codes import new_code
from pimpasa.intake.actions import Channel, Kind, Told
from pimpasa.intake.channels import (
    NotYourVillage,
    import_chat,
    import_list,
    sender_digest,
    take_down,
)
from pimpasa.intake.chats import read_chat
from pimpasa.intake.lists import Fault, Heard, NoList, Wrong, read_list
from pimpasa.intake.models import Report
from pimpasa.intake.queries import report_with_code
from tests.standing import LOMBANG, NEXT_VILLAGE
from tests.street import TODAY, officer

CHAT = """13/11/24 08.15 - +62 834-1122-3344: Ada yang tawari kerja
14/11/24 08.15 - Pak RT: Siapa yang bisa cek?"""
LIST = f"""village,date,kind,words
{LOMBANG},2026-03-01,QUESTION,Berapa biaya paspor?
{LOMBANG},01/03/2026,,"Ada calo, dua orang"
99.99.99.9999,2026-03-01,REPORT,Desa tidak ada
{LOMBANG},2026-03-03,REPORT,Hari esok
{LOMBANG},kemarin,REPORT,Hari apa
{LOMBANG},2026-03-01,GOSSIP,Jenis apa
{LOMBANG},2026-03-01,REPORT,
"""


def test_what_a_person_told_an_officer_opens_with_the_code_they_were_given(people):
    code, ratna = new_code(), officer(people, "ratna")

    take_down(
        ratna, Told("Kata Bu Siti", Kind.REPORT, LOMBANG), code=code, channel=Channel.OFFICER,
        today=TODAY,
    )  # fmt: skip

    report = report_with_code(code)
    assert (report.channel, report.entered_by) == (Channel.OFFICER, ratna.id)


@pytest.mark.parametrize("who", ["yohan", "made", "adi", "lina"])
def test_words_from_other_villages_cannot_be_taken_down(people, who):
    told = Told("Kata Bu Siti", Kind.REPORT, LOMBANG)

    with pytest.raises(NotYourVillage):
        take_down(officer(people, who), told, code=new_code(), channel=Channel.PAPER, today=TODAY)

    assert not Report.objects.exists()


def test_a_chat_is_imported_once_however_often_it_is_sent(people):
    ratna, chat = officer(people, "ratna"), read_chat(CHAT)

    first = import_chat(ratna, chat, kind=Kind.REPORT, village=LOMBANG)
    again = import_chat(ratna, chat, kind=Kind.REPORT, village=LOMBANG)

    assert (first.new, first.repeats) == (2, 0)
    assert (again.new, again.repeats) == (0, 2)
    assert Report.objects.count() == 2


def test_a_sender_is_only_a_keyed_hash_however_the_number_is_written(people):
    import_chat(officer(people, "ratna"), read_chat(CHAT), kind=Kind.REPORT, village=LOMBANG)

    same = {sender_digest(n) for n in ("+62 834-1122-3344", "0834 1122 3344", "62834112233 44")}
    stored = {bytes(d) for d in Report.objects.values_list("sender_digest", flat=True)}
    assert same & stored
    assert b"834" not in b"".join(stored)
    assert sender_digest("Pak RT") == sender_digest(" pak  rt ")
    assert sender_digest("Pak RT") != sender_digest("Pak RW")


def test_a_list_gives_its_good_rows_and_names_what_is_wrong_with_the_others():
    rows = read_list(LIST.encode(), known_villages={LOMBANG}, today=TODAY)

    good = [row for row in rows if isinstance(row, Heard)]
    wrong = {row.line: row.fault for row in rows if isinstance(row, Wrong)}
    assert [(r.on, r.kind, r.words) for r in good] == [
        (date(2026, 3, 1), "QUESTION", "Berapa biaya paspor?"),
        (date(2026, 3, 1), "REPORT", "Ada calo, dua orang"),
    ]
    assert wrong == {
        4: Fault.VILLAGE,
        5: Fault.DATE,
        6: Fault.DATE,
        7: Fault.KIND,
        8: Fault.WORDS,
    }


def test_semicolons_and_a_byte_order_mark_are_understood():
    content = ("\ufeff" + LIST.replace(",", ";", 3)).encode()
    content = content.replace(b",QUESTION,", b";QUESTION;").replace(b",2026", b";2026")

    assert any(isinstance(r, Heard) for r in read_list(content, known_villages=None, today=TODAY))


def test_a_list_may_be_written_in_indonesian():
    kinds = ["pertanyaan", "Saran", "laporan", "tawaran kerja", "", "kabar"]
    rows = "".join(f"{LOMBANG};02/03/2026;{kind};Halo\n" for kind in kinds)
    content = f"Desa;Tanggal;Jenis;Cerita\n{rows}".encode()

    *good, wrong = read_list(content, known_villages=None, today=TODAY)

    assert [(row.village, row.on) for row in good] == [(LOMBANG, date(2026, 3, 2))] * 5
    assert [r.kind for r in good] == ["QUESTION", "SUGGESTION", "REPORT", "JOB_OFFER", "REPORT"]
    assert wrong.faults == (Fault.KIND,)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"\x00" * 100])
def test_what_is_no_list_is_refused(content):
    with pytest.raises(NoList):
        read_list(content, known_villages=None, today=TODAY)


def test_a_list_is_imported_once_however_often_it_is_sent(people):
    ratna = officer(people, "ratna")
    rows = [
        r for r in read_list(LIST.encode(), known_villages=None, today=TODAY)
        if isinstance(r, Heard) and r.village == LOMBANG
    ]  # fmt: skip

    assert import_list(ratna, rows).new == 2
    assert import_list(ratna, rows).repeats == 2


def test_one_row_of_another_village_stops_the_whole_import(people):
    rows = [
        Heard(2, LOMBANG, TODAY, "REPORT", "satu"),
        Heard(3, NEXT_VILLAGE, TODAY, "REPORT", "dua"),
    ]

    with pytest.raises(NotYourVillage):
        import_list(officer(people, "ratna"), rows)

    assert not Report.objects.exists()
