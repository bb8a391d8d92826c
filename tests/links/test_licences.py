"""A firm that is named is shown as the newest list of licensed firms has it, as of its day."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pimpasa.links.licences import NotAList, Standing, keep_list, licence_of, read_list
from pimpasa.links.models import Licence, LicenceList
from tests.community.conftest import Villager
from tests.office.desk import at_the_desk, with_second_factor
from tests.standing import TODAY
from tests.street import tell, work

LIST = """Nama P3MI;Nomor SIP3MI;Status;Berlaku sampai
PT Bintang Cahaya Mandiri;123/SIP3MI/2025;Aktif;2027-01-31
PT Samudera Karya Abadi;7/SIP3MI/2022;Skorsing;
PT Lautan Luas Sentosa;9/SIP3MI/2020;Dicabut;
PT Angin Timur Raya;11/SIP3MI/2021;Aktif;2026-01-31
"""
OFFER = "Lowongan ke Malaysia dari {firm}, gaji besar, berangkat minggu depan. WA 0834-1122-3344"

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed():
    return keep_list(read_list(LIST), as_of=date(2026, 2, 1), source="kementerian", today=TODAY)


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("pt. bintang-cahaya mandiri", Standing.LICENSED),
        ("PT Samudera Karya Abadi", Standing.SUSPENDED),
        ("Lautan Luas Sentosa", Standing.REVOKED),
        ("PT Angin Timur Raya", Standing.RUN_OUT),
        ("PT Bintang Tjahaya Mandiri", Standing.ALIKE),
        ("PT Mimpi Indah", Standing.NOT_FOUND),
    ],
)
def test_a_firm_stands_as_the_list_has_it(listed, name, standing):
    assert licence_of(name, today=TODAY).standing == standing


def test_a_list_that_is_old_is_to_be_verified_and_the_newest_counts(listed):
    assert not licence_of("PT X Y Z", today=TODAY).is_old
    assert licence_of("PT X Y Z", today=TODAY + timedelta(days=90)).is_old

    rows = read_list("name,status\nPT Samudera Karya Abadi,active\n")
    for _ in range(2):
        keep_list(rows, as_of=TODAY, source="kementerian", today=TODAY)

    asked = licence_of("PT Samudera Karya Abadi", today=TODAY)
    assert (asked.standing, asked.as_of) == (Standing.LICENSED, TODAY)
    assert LicenceList.objects.count() == 2


def test_without_a_list_nothing_is_said():
    assert licence_of("PT Bintang Cahaya Mandiri", today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("nama;status\n", "no firms"),
        ("nama;nomor\nPT A B C;1\n", "line 1"),
        ("nama;status\nPT Satu Dua;mungkin\n", "line 2"),
        ("nama;status;berlaku sampai\nPT Satu Dua;aktif;besok\n", "line 2"),
    ],
)
def test_what_is_no_list_is_refused_whole_and_by_its_line(text, why):
    with pytest.raises(NotAList, match=why):
        read_list(text)


def test_the_command_reads_a_file_or_nothing_of_it(tmp_path, listed):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(LIST, encoding="utf-8")
    bad.write_text(LIST + "PT Rusak;1;entah;\n", encoding="utf-8")

    call_command("load_licences", good, as_of=date(2026, 3, 1), source="kementerian")
    with pytest.raises(CommandError, match="line 6"):
        call_command("load_licences", bad, as_of=date(2026, 4, 1), source="kementerian")
    with pytest.raises(CommandError, match="day to come"):
        call_command("load_licences", good, as_of=date(2099, 1, 1), source="kementerian")

    assert Licence.objects.count() == 8


def test_a_pasted_offer_and_the_case_show_how_the_firm_stands(people, listed):
    for firm, shown in (
        ("PT Samudera Karya Abadi", "izinnya sedang dibekukan"),
        ("PT Bintang Tjahaya Mandiri", "PT Bintang Cahaya Mandiri"),
        ("PT Mimpi Indah Sekali", "tidak ada dalam daftar"),
    ):
        read = Villager().post("/tawaran/", {"cerita": OFFER.format(firm=firm)}).content.decode()
        assert shown in read
        assert "1 Feb 2026" in read

    report = tell(OFFER.format(firm="PT Samudera Karya Abadi"), today=timezone.localdate())
    work(now=timezone.now())
    ratna = at_the_desk(with_second_factor(people["ratna"]))
    page = ratna.get(f"/kantor/laporan/{report.report_id}/").content.decode()
    assert "izin dibekukan" in page
    assert "0834-1122-3344" in page
