"""A list gives its good rows once, and its others back with what is wrong in plain words."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pimpasa.intake.models import Report
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import LOMBANG, NEXT_VILLAGE

PATH = "/kantor/terima/daftar/"
LIST = f"""village,date,kind,words
{LOMBANG},2025-03-01,QUESTION,Berapa biaya paspor?
,01/03/2025,,"Ada calo, dua orang"
{NEXT_VILLAGE},2025-03-01,REPORT,=HYPERLINK("http://x")
{LOMBANG},2199-03-03,GOSSIP,Hari esok
"""


@pytest.fixture
def ratna(people):
    return at_the_desk(with_second_factor(people["ratna"]))


def upload(client, content=LIST):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(PATH, {"file": SimpleUploadedFile("list.csv", data)})


def step(client, looked, name):
    return client.post(PATH, {"parcel": looked.context["parcel"], "step": name})


def test_nothing_is_kept_before_it_was_looked_over(ratna):
    looked = upload(ratna)

    assert (looked.context["good_count"], looked.context["wrong_count"]) == (2, 2)
    assert not Report.objects.exists()


def test_each_row_says_all_that_is_wrong_with_it(ratna):
    page = upload(ratna).content.decode()

    assert "Tidak ada desa Anda dengan kode ini." in page
    assert "Tanggalnya tidak terbaca atau belum terjadi." in page
    assert "Jenisnya bukan pertanyaan" in page


def test_the_good_rows_are_taken_in_once_however_often_they_are_sent(ratna):
    first = step(ratna, upload(ratna), "take").context["done"]
    again = step(ratna, upload(ratna), "take").context["done"]

    assert (first.new, first.repeats, again.new, again.repeats) == (2, 0, 0, 2)
    assert {r.words for r in Report.objects.all()} == {
        "Berapa biaya paspor?",
        "Ada calo, dua orang",
    }


def test_the_others_come_back_as_a_table_without_formulas(ratna):
    answer = step(ratna, upload(ratna), "faults")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))
    assert [row["line"] for row in rows] == ["4", "5"]
    assert rows[0]["words"] == '\'=HYPERLINK("http://x")'
    assert "desa" in rows[0]["problem"]
    assert "attachment" in answer["Content-Disposition"]


def test_a_mended_row_is_taken_in_as_it_was_written(ratna):
    back = step(ratna, upload(ratna), "faults").content.decode()

    step(ratna, upload(ratna, back.replace(NEXT_VILLAGE, LOMBANG)), "take")

    assert Report.objects.get().words == '=HYPERLINK("http://x")'


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", b"\xff\xfe\x00", b"PK\x03\x04"])
def test_what_is_no_list_is_refused_in_plain_words(ratna, content):
    refused = upload(ratna, content)

    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("desa,tgl,jenis,kata\n,02/03/2026,saran,a\n", "kolom ini: tanggal, cerita."),
        ("desa,tanggal,jenis,cerita\n" + ",02/03/2026,saran,a\n" * 5001, "5.001 baris"),
    ],
    ids=["columns", "rows"],
)
def test_a_list_that_needs_mending_is_told_what(ratna, content, told):
    assert told in upload(ratna, content).content.decode()


def test_a_parcel_that_is_not_ours_is_refused(ratna):
    assert ratna.post(PATH, {"parcel": "abc", "step": "take"}).status_code == 422
